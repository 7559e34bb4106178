package haneul.acceptance.soak;

/** One kind of work with its own model of what must be true. Not thread safe unless it says so. */
interface Load {

    /** Does one operation and notes its outcome. Returns false when the outcome is unknown: the server is gone. */
    boolean step(Caller caller);

    /** After a restart: compares everything with the model, and takes over what unknown outcomes turned out to be. */
    void verify(Caller caller);
}
