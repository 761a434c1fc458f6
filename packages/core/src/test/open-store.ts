/** A store under a contract, and how to end what it runs on. */
export interface OpenStore<Store> {
  store: Store;
  close?: () => Promise<void>;
}
