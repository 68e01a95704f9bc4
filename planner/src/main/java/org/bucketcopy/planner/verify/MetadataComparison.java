package org.bucketcopy.planner.verify;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;

/** Compares what two objects carry, name by name. */
public final class MetadataComparison {
  private final Set<MetadataAspect> aspects;

  /**
   * @param aspects what is compared
   */
  public MetadataComparison(Set<MetadataAspect> aspects) {
    this.aspects = aspects;
  }

  /** A sentence for each difference, by name; none if there is none. */
  public List<String> differences(ObjectMetadata source, ObjectMetadata destination) {
    List<String> differences = new ArrayList<>();
    if (aspects.contains(MetadataAspect.HEADERS)) {
      add("header", named(source.headers()), named(destination.headers()), differences);
    }
    if (aspects.contains(MetadataAspect.USER)) {
      add("user metadata", known(source.user()), known(destination.user()), differences);
    }
    if (aspects.contains(MetadataAspect.TAGS)) {
      add("tag", source.tags(), destination.tags(), differences);
    }
    if (aspects.contains(MetadataAspect.CLASS)) {
      String there = storageClass(destination);
      String wanted = storageClass(source);
      if (!there.equals(wanted)) {
        differences.add(
            String.format("the storage class is %s, and that of its source %s", there, wanted));
      }
    }
    return differences;
  }

  private static Map<String, String> named(Map<ContentHeader, String> headers) {
    Map<String, String> named = Maps.newTreeMap();
    headers.forEach((header, value) -> named.put(header.headerName(), value));
    return named;
  }

  /** The mark of a run is no difference. */
  private static Map<String, String> known(Map<String, String> user) {
    return Maps.filterKeys(user, name -> !name.equals(ObjectMetadata.UPLOAD_TOKEN));
  }

  /** Stores leave the standard class out of some answers and spell it out in others. */
  private static String storageClass(ObjectMetadata metadata) {
    return metadata.storageClass().orElse("standard").toUpperCase(Locale.ROOT);
  }

  private static void add(
      String kind,
      Map<String, String> source,
      Map<String, String> destination,
      List<String> differences) {
    for (String name : Sets.union(source.keySet(), destination.keySet())) {
      String wanted = quoted(source, name);
      String there = quoted(destination, name);
      if (!wanted.equals(there)) {
        differences.add(
            String.format("%s \"%s\" is %s, and %s at its source", kind, name, there, wanted));
      }
    }
  }

  private static String quoted(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).map(value -> '"' + value + '"').orElse("missing");
  }
}
