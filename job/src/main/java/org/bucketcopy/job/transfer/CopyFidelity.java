package org.bucketcopy.job.transfer;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * What copies keep of their sources and what not, before any is made: by the rules and the
 * abilities that the copy itself goes by.
 *
 * @param kept what is as at the source, by name
 * @param lost what is not
 */
public record CopyFidelity(List<String> kept, List<Loss> lost) {
  /** Nothing is known of it. */
  public static final CopyFidelity NOTHING = new CopyFidelity(List.of(), List.of());

  public CopyFidelity {
    kept = ImmutableList.copyOf(kept);
    lost = ImmutableList.copyOf(lost);
  }

  /**
   * What is not kept.
   *
   * @param what by name
   * @param why a sentence
   */
  public record Loss(String what, String why) {}

  /**
   * That of a copy.
   *
   * @param rules what the user wants
   * @param stores from where to where
   * @param storageClass the one that all copies get; empty if each gets that of its source
   */
  public static CopyFidelity of(CopyRules rules, StorePair stores, Optional<String> storageClass) {
    Building building = new Building();
    building.headers(rules);
    building.tags(rules, stores.source().profile(), stores.destination().profile());
    building.add("storage class", storageClass.map(name -> "all copies are " + name));
    building.lose(
        "encryption", "copies are encrypted as the settings or the destination's bucket say");
    building.lose("ACL", "copies have the ACL of --acl or the settings, or the store's default");
    for (ObjectTrait trait : ObjectTrait.values()) {
      CarriedMetadata.lossOf(trait).ifPresent(why -> building.lose(name(trait), why));
    }
    if (stores.source().profile().can(Ability.VERSIONS)) {
      building.lose("versions", "only the current version of each object is copied");
    }
    building.lose("annotations", "what is attached to an object beside tags is not read");
    building.lose("last modified", "each copy has the time at which it was made");
    return new CopyFidelity(building.kept, building.lost);
  }

  private static String name(ObjectTrait trait) {
    return Ascii.toLowerCase(trait.name()).replace('_', ' ');
  }

  /** Gathers both lists. */
  private static final class Building {
    private final List<String> kept = new ArrayList<>();
    private final List<Loss> lost = new ArrayList<>();

    void headers(CopyRules rules) {
      Arrays.stream(ContentHeader.values())
          .forEach(
              header ->
                  add(
                      header.headerName(),
                      Optional.ofNullable(rules.given().headers().get(header))
                          .map(value -> "all copies have \"" + value + "\"")));
      kept.add("user metadata");
      rules
          .given()
          .user()
          .keySet()
          .forEach(
              name -> lose("user metadata \"" + name + "\"", "all copies have that of --metadata"));
    }

    void tags(CopyRules rules, StoreProfile source, StoreProfile destination) {
      if (rules.replacesTags()) {
        lose("tags", "all copies have those of --tag");
      } else if (!rules.copiesTags()) {
        lose("tags", "they are not copied (--tags none)");
      } else {
        add(
            "tags",
            source.can(Ability.TAGS) && destination.can(Ability.TAGS)
                ? Optional.empty()
                : Optional.of("the store has none"));
      }
    }

    void add(String what, Optional<String> loss) {
      loss.ifPresentOrElse(why -> lose(what, why), () -> kept.add(what));
    }

    void lose(String what, String why) {
      lost.add(new Loss(what, why));
    }
  }
}
