package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StorageSimulationTest {
    private static final int RUNS = 10_000;

    @Test
    void nothingAcknowledgedIsLostWhateverTheDiskDoes() {
        long acknowledged = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            acknowledged += StorageSimulation.run(seed);
        }
        assertTrue(acknowledged > 20L * RUNS, "only " + acknowledged + " batches were acknowledged: nothing is tested");
    }
}
