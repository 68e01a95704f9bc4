package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.listing.ListedKey;
import org.bucketcopy.planner.model.Bucket;

/** What the fields of a CSV manifest are, which its first row tells. */
sealed interface CsvLayout {
  /** Whether the first row names the fields, and is no other row. */
  boolean hasHeader();

  /**
   * What a row says.
   *
   * @throws IllegalArgumentException if that cannot be read
   */
  RowFields fields(String[] row);

  /**
   * The layout of a manifest.
   *
   * @param first its first row; empty if it has none
   * @param sourceBucket the bucket that every source is in
   * @throws IllegalArgumentException if the layout is not known
   */
  static CsvLayout of(String[] first, Bucket sourceBucket) {
    List<String> names = Arrays.stream(first).map(name -> Ascii.toLowerCase(name.strip())).toList();
    if (names.contains(Named.SOURCE)) {
      return Named.of(names);
    }
    if ((first.length == 2 || first.length == 3) && first[0].equals(sourceBucket.name())) {
      return new Batch(sourceBucket);
    }
    checkArgument(
        first.length <= 1 || (first.length == 2 && RowAddresses.isUri(first[0])),
        "its columns are not known: the first row is %s; write a header with source and, if need"
            + " be, destination, version, size and etag",
        Arrays.toString(first));
    return new Plain();
  }

  /** Fields that a header names. */
  record Named(Map<String, Integer> places) implements CsvLayout {
    static final String SOURCE = "source";
    private static final List<String> KNOWN =
        List.of(SOURCE, "destination", "version", "size", "etag");

    static Named of(List<String> names) {
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        checkArgument(
            KNOWN.contains(name), "its column \"%s\" is not known: there are %s", name, KNOWN);
        checkArgument(places.put(name, i) == null, "it has two columns \"%s\"", name);
      }
      return new Named(places);
    }

    @Override
    public boolean hasHeader() {
      return true;
    }

    @Override
    public RowFields fields(String[] row) {
      return new RowFields(
          field(row, SOURCE).orElse(""),
          field(row, "destination"),
          field(row, "version"),
          field(row, "size"),
          field(row, "etag"));
    }

    private Optional<String> field(String[] row, String name) {
      return Optional.ofNullable(places.get(name)).flatMap(at -> RowFields.field(row[at]));
    }
  }

  /**
   * {@code bucket,key} or {@code bucket,key,version}, the key URL-encoded: a manifest of S3 Batch
   * Operations (docs.aws.amazon.com/AmazonS3/latest/userguide, "Creating an S3 Batch Operations
   * job").
   */
  record Batch(Bucket bucket) implements CsvLayout {
    @Override
    public boolean hasHeader() {
      return false;
    }

    @Override
    public RowFields fields(String[] row) {
      checkArgument(
          row[0].equals(bucket.name()), "it is of the bucket %s, not of %s", row[0], bucket.name());
      ListedKey key = ListedKey.urlEncoded(row[1]);
      checkArgument(
          key.flaw().isEmpty(), "\"%s\" is no URL-encoded key: %s", row[1], key.flaw().orElse(""));
      Optional<String> version = row.length < 3 ? Optional.empty() : RowFields.field(row[2]);
      return new RowFields(
          bucket.object(key.text()).uri(),
          Optional.empty(),
          version,
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A source, and perhaps a destination. */
  record Plain() implements CsvLayout {
    @Override
    public boolean hasHeader() {
      return false;
    }

    @Override
    public RowFields fields(String[] row) {
      return row.length == 1 ? RowFields.of(row[0]) : RowFields.of(row[0], row[1]);
    }
  }
}
