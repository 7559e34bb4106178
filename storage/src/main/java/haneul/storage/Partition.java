package haneul.storage;

/**
 * A range of keys that one owner changes and that never shares an atomic batch with another one (but
 * for {@link Index#applyAll}). A bucket's objects are one partition, the control plane's tables another.
 *
 * @param table what kind of rows it holds; each kind has one number for ever
 * @param id which one of that kind, chosen by the owner
 */
public record Partition(int table, long id) {}
