package haneul.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.Tags.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "ap-northeast-2, apne2",
        "us-east-1, use1",
        "eu-west-3, euw3",
        "ap-southeast-1, apse1",
        "sa-east-1, sae1",
        "ca-central-1, cac1",
        "us-gov-west-1, usgw1",
        "cn-northwest-1, cnnw1",
        "me-south-1, mes1"
    })
    void aRegionsZonesAreNamedAsAwsDoes(String name, String shortName) {
        var region = new Region(name);
        assertEquals(
                List.of(name + "a", name + "b", name + "c"),
                region.zones().stream().map(Zone::name).toList());
        assertEquals(
                List.of(shortName + "-az1", shortName + "-az2", shortName + "-az3"),
                region.zones().stream().map(Zone::id).toList());
        assertEquals(Optional.of(new Zone(region, 'b')), region.zone(name + "b"));
        assertEquals(Optional.empty(), region.zone(name + "d"));
    }

    @Test
    void whatIsNoRegionIsRefused() {
        for (var name : List.of("", "seoul", "ap-northeast", "AP-NORTHEAST-2", "ap-northeast-2a", "ap--2", "../x-1")) {
            assertThrows(IllegalArgumentException.class, () -> new Region(name), name);
        }
    }

    @Test
    void seededIdsRepeatAndRandomOnesDoNot() {
        assertEquals(new SeededIds(5).hex(17), new SeededIds(5).hex(17));
        assertNotEquals(new RandomIds().hex(32), new RandomIds().hex(32));
        assertTrue(new SeededIds(1).hex(33).matches("[0-9a-f]{33}"));
        assertTrue(new RandomIds().upperAlphanumeric(1000).matches("[A-Z0-9]{1000}"));
        assertEquals("", new RandomIds().hex(0));
    }

    @Test
    void everyCharacterOfAnIdIsAboutEquallyLikely() {
        var counts = new int[128];
        new SeededIds(9).upperAlphanumeric(36_000).chars().forEach(each -> counts[each]++);
        for (int each : "ABCXYZ019".toCharArray()) {
            assertTrue(counts[each] > 800 && counts[each] < 1200, (char) each + " came " + counts[each] + " times");
        }
    }

    @Test
    void tagsFollowAwsRules() {
        assertEquals(Optional.empty(), Tags.problem("Name", ""));
        assertEquals(Optional.empty(), Tags.problem("한글 키+-=._:/@", "값 1"));
        assertEquals(Optional.of(Problem.KEY_LENGTH), Tags.problem("", "x"));
        assertEquals(Optional.empty(), Tags.problem("k".repeat(128), "v".repeat(256)));
        assertEquals(Optional.of(Problem.KEY_LENGTH), Tags.problem("k".repeat(129), ""));
        assertEquals(Optional.of(Problem.VALUE_LENGTH), Tags.problem("k", "v".repeat(257)));
        assertEquals(Optional.of(Problem.KEY_CHARACTERS), Tags.problem("a*b", ""));
        assertEquals(Optional.of(Problem.VALUE_CHARACTERS), Tags.problem("a", "line\nbreak"));
        assertEquals(Optional.of(Problem.RESERVED_KEY), Tags.problem("aws:name", ""));
        assertEquals(Optional.of(Problem.RESERVED_KEY), Tags.problem("AWS:name", ""));
        assertEquals(Optional.empty(), Tags.problem("𝒌".repeat(1), ""), "a letter outside the basic plane");
    }

    @Test
    void aSetOfTagsIsBoundedAndItsKeysAreUnique() {
        var tags = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < 10; i++) {
            tags.add(Map.entry("k" + i, "v"));
        }
        assertEquals(Optional.empty(), Tags.violation(tags, 10));
        tags.add(Map.entry("K1", "v"));
        assertEquals(Problem.TOO_MANY, Tags.violation(tags, 10).orElseThrow().problem());
        assertEquals(Optional.empty(), Tags.violation(tags, 50));
        tags.add(Map.entry("k1", "other"));
        assertEquals(
                new Tags.Violation(Problem.DUPLICATE_KEY, "k1"),
                Tags.violation(tags, 50).orElseThrow());
    }
}
