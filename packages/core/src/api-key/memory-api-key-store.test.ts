import { apiKeyStoreContract } from "./api-key-store.contract.ts";
import { MemoryApiKeyStore } from "./memory-api-key-store.ts";

apiKeyStoreContract("MemoryApiKeyStore", async () => ({ store: new MemoryApiKeyStore() }));
