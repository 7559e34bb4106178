package haneul.s3.model;

import java.util.concurrent.locks.ReentrantLock;

/** Locks for the keys of all buckets, in stripes: two keys may share one, and nobody may hold two. */
final class KeyLocks {
    private static final int STRIPES = 4096;

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    KeyLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    ReentrantLock of(BucketPartition rows, byte[] key) {
        long hash = rows.partition().id();
        for (byte b : key) {
            hash = hash * 0x100000001b3L ^ b;
        }
        hash *= 0x9e3779b97f4a7c15L;
        return stripes[(int) (hash >>> 52)];
    }
}
