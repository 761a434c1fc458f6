import { jobStoreContract } from "./job-store.contract.ts";
import { MemoryJobStore } from "./memory-job-store.ts";

jobStoreContract("MemoryJobStore", async () => ({ store: new MemoryJobStore() }));
