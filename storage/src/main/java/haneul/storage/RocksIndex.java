package haneul.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The index in RocksDB, with RocksDB's own log off: one column family, so a crash takes a suffix of the write batches
 * in memory and never a part of one.
 */
public final class RocksIndex implements IndexBackend {
    /**
     * System property: a folder that holds RocksDB's native library, so that it need not be unpacked at each start.
     * RocksDB looks for {@code librocksdbjnijni-linux64.so} there, not for the name the file has in its jar.
     */
    public static final String LIBRARY_FOLDER = "haneul.rocksdb.library";

    private static final int MEMTABLE_BYTES = 16 << 20;
    private static final int MEMTABLES = 3;
    private static final int BLOCK_BYTES = 16 << 10;
    private static final long KEPT_LOG_FILES = 2;
    private static final long LOG_FILE_BYTES = 1 << 20;

    static {
        var folder = System.getProperty(LIBRARY_FOLDER);
        if (folder == null) {
            RocksDB.loadLibrary();
        } else {
            RocksDB.loadLibrary(List.of(folder.split(File.pathSeparator)));
        }
    }

    private final Options options = new Options();
    private final Cache cache;
    private final BloomFilter bloom = new BloomFilter(10, false);
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reading = new ReadOptions();
    private final FlushOptions flushing =
            new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true);
    private final RocksDB database;

    /**
     * @param folder of the database, made when absent
     * @param cacheBytes of memory for blocks, which includes RocksDB's own indexes and filters
     */
    public RocksIndex(Path folder, long cacheBytes) throws IOException {
        Files.createDirectories(folder);
        cache = new LRUCache(cacheBytes);
        var tables = new BlockBasedTableConfig()
                .setBlockSize(BLOCK_BYTES)
                .setBlockCache(cache)
                .setFilterPolicy(bloom)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(5);
        options.setCreateIfMissing(true)
                .setTableFormatConfig(tables)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(MEMTABLES)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setMaxOpenFiles(512)
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(1 << 20)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(KEPT_LOG_FILES)
                .setMaxLogFileSize(LOG_FILE_BYTES)
                .setAvoidFlushDuringShutdown(true);
        try {
            database = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            closeOptions();
            throw new StorageException("The index in " + folder + " cannot be opened", e);
        }
    }

    @Override
    public byte[] get(byte[] key) {
        try {
            return database.get(reading, key);
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    @Override
    public List<Page.Row> scan(byte[] from, byte[] to, int limit) {
        try (var bound = new Slice(to);
                var bounded = new ReadOptions().setIterateUpperBound(bound);
                var rows = database.newIterator(bounded)) {
            var page = new ArrayList<Page.Row>();
            for (rows.seek(from); rows.isValid() && page.size() < limit; rows.next()) {
                page.add(new Page.Row(rows.key(), rows.value()));
            }
            rows.status();
            return page;
        } catch (RocksDBException e) {
            throw failure("scanned", e);
        }
    }

    @Override
    public void apply(Changes changes) {
        try (var batch = new WriteBatch(changes.toBytes())) {
            database.write(writing, batch);
        } catch (RocksDBException e) {
            throw failure("changed", e);
        }
    }

    @Override
    public void flush() {
        try {
            database.flush(flushing);
        } catch (RocksDBException e) {
            throw failure("flushed", e);
        }
    }

    private static StorageException failure(String done, RocksDBException cause) {
        boolean corrupt = cause.getStatus() != null && cause.getStatus().getCode() == Status.Code.Corruption;
        var message = "The index could not be " + done;
        return corrupt ? new CorruptException(message, cause) : new StorageException(message, cause);
    }

    @Override
    public void close() {
        database.close();
        closeOptions();
    }

    private void closeOptions() {
        flushing.close();
        reading.close();
        writing.close();
        options.close();
        bloom.close();
        cache.close();
    }
}
