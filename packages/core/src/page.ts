/** One page of a list; `cursor` continues it and is absent on the last page. Opaque to callers. */
export interface Page<Item> {
  items: Item[];
  cursor?: string;
}
