package org.bucketcopy.job.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the demo's source bucket or directory holds. */
final class DemoObjects {
  private static final int LARGEST_SMALL = 64 << 10;

  /** Keys that a careless client gets wrong, and that every demo store can hold. */
  private static final List<String> ODD_KEYS =
      List.of(
          "odd/with space.txt",
          "odd/a+b=c&d.txt",
          "odd/100% of it.txt",
          "odd/not%20decoded.txt",
          "odd/who? me#1.txt",
          "odd/it's \"quoted\".txt",
          "odd/数据/备份文件.txt",
          "odd/naïve-façade.txt",
          "odd/rocket-🚀.txt");

  /** One that a copy of {@code data/} must leave where it is. */
  static final DemoObject OUTSIDE = new DemoObject("database/other", 100, Map.of(), Map.of());

  private DemoObjects() {}

  /** {@code count} objects of 1 byte to 64 KiB, some odd ones among them, and a large one. */
  static List<DemoObject> under(String prefix, int count, long largeBytes) {
    List<DemoObject> objects = new ArrayList<>();
    objects.add(large(prefix, largeBytes));
    objects.add(new DemoObject(prefix + "odd/empty", 0, Map.of(), Map.of()));
    for (String key : ODD_KEYS) {
      objects.add(
          new DemoObject(prefix + key, 1_000, Map.of("Content-Type", "text/plain"), Map.of()));
    }
    for (int number = 0; objects.size() <= count; number++) {
      objects.add(small(prefix, number, count));
    }
    return objects;
  }

  private static DemoObject large(String prefix, long bytes) {
    return new DemoObject(
        prefix + "large/measurements.csv",
        bytes,
        Map.of(
            "Content-Type", "text/csv; charset=utf-8",
            "Content-Language", "de-CH",
            "Content-Disposition", "attachment; filename=\"measurements.csv\"",
            "Content-Encoding", "x-demo",
            "Cache-Control", "max-age=3600"),
        Map.of("station", "Zermatt 3", "made-by", "demo"));
  }

  private static DemoObject small(String prefix, int number, int count) {
    long bytes = 1 + (long) number * (LARGEST_SMALL - 1) / Math.max(1, count - 1);
    return new DemoObject(
        "%ssmall/%02d/%06d.bin".formatted(prefix, number % 16, number),
        bytes,
        Map.of("Content-Type", "application/octet-stream", "Cache-Control", "no-cache"),
        Map.of("number", Integer.toString(number)));
  }
}
