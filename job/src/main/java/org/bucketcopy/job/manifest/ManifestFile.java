package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.bucketcopy.job.filesystem.FileLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.ManifestRow;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * A manifest that is read row by row, and closed at its end. A row that is none is a failure of its
 * own; {@link #hasNext} throws a {@link StoreException} if the file cannot be read further. For one
 * thread.
 */
public final class ManifestFile implements Iterator<ManifestRow> {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String path;
  private final ObjectPrefix under;
  private final RowAddresses addresses;
  private final Rows rows;
  private boolean ended;

  private ManifestFile(String path, KeyMapping mapping, Rows rows) {
    this.path = path;
    this.under = mapping.source();
    this.addresses = new RowAddresses(mapping);
    this.rows = rows;
  }

  /**
   * Opens a manifest, and finds out by its first row how it is laid out.
   *
   * @param mapping from where to where is copied
   * @param configuration settings and credentials of file systems
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if its layout is not known
   */
  public static ManifestFile open(
      ManifestSettings settings, KeyMapping mapping, Configuration configuration)
      throws IOException {
    FileLocation at = only(FileLocation.of(settings.path(), configuration));
    InputStream file = at.files().open(at.path());
    try {
      boolean zipped = settings.path().endsWith(ManifestFormat.GZIP);
      InputStream bytes = zipped ? new GZIPInputStream(file, BUFFER) : file;
      BufferedReader text = new BufferedReader(new InputStreamReader(bytes, UTF_8), BUFFER);
      return new ManifestFile(settings.path(), mapping, rows(settings.format(), text, mapping));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The file itself, or the only one that it is a pattern for. */
  private static FileLocation only(FileLocation named) throws IOException {
    if (named.files().exists(named.path())) {
      return named;
    }
    FileStatus[] matching = named.files().globStatus(named.path());
    if (matching == null || matching.length == 0) {
      throw new FileNotFoundException("there is no such file");
    }
    checkArgument(
        matching.length == 1,
        "%s files match it, such as %s: name one",
        matching.length,
        matching[0].getPath());
    return new FileLocation(named.files(), matching[0].getPath());
  }

  private static Rows rows(ManifestFormat format, BufferedReader text, KeyMapping mapping)
      throws IOException {
    text.mark(Lines.LONGEST);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    if (format == ManifestFormat.JSON) {
      return new JsonRows(text);
    }
    return beginsWithUri(text) ? new UriRows(text) : new CsvRows(text, mapping.source().bucket());
  }

  private static boolean beginsWithUri(BufferedReader text) throws IOException {
    text.mark(Lines.LONGEST);
    StringBuilder first = new StringBuilder();
    for (int next = text.read(); next >= 0 && first.length() < BUFFER / 2; next = text.read()) {
      if (next == '\n' || next == '\r') {
        break;
      }
      first.append((char) next);
    }
    text.reset();
    return RowAddresses.isUri(first.toString());
  }

  @Override
  public boolean hasNext() {
    try {
      if (!ended && !rows.hasNext()) {
        ended = true;
        rows.close();
      }
      return !ended;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public ManifestRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException(path + " has no other row");
    }
    try {
      RowFields fields = rows.next();
      return addresses.named(row(), fields);
    } catch (IllegalArgumentException flaw) {
      return failed(flaw);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String row() {
    return "line " + rows.line() + " of the manifest";
  }

  private FailedEntry failed(IllegalArgumentException flaw) {
    return new FailedEntry(
        path + ":" + rows.line(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        StoreFault.found(
            Kind.INVALID,
            StoreOperation.LIST_OBJECTS,
            under,
            row() + " names no object to copy: " + flaw.getMessage()));
  }

  private StoreException unreadable(IOException failure) {
    return new StoreException(
        StoreFault.found(
            Kind.INVALID,
            StoreOperation.LIST_OBJECTS,
            under,
            path + " cannot be read after line " + rows.line() + ": " + failure.getMessage()),
        failure);
  }
}
