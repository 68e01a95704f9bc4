package org.bucketcopy.job.stores;

import com.google.common.collect.Sets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;

/** How a kind of store writes rights: in its answers, in its policies and in settings. */
public interface RightsLanguage {
  /** The right that a refusal names; empty where the answer does not say which one is missing. */
  Optional<Right> named(StoreFault refusal);

  /**
   * What to add to which policies.
   *
   * @param prefix where the rights are missing
   * @param missing these, each with the refusal that has shown it
   * @return a statement for each policy; together they grant what is missing and nothing else
   */
  List<Statement> statements(ObjectPrefix prefix, Map<Right, StoreFault> missing);

  /** What the settings ask for that needs a right of its own. */
  Wishes wishes();

  /**
   * Settings that ask for what needs a right of its own.
   *
   * @param wanted {@link Right#WRITE_ACL} or {@link Right#USE_KEY}, where a copy asks for it
   * @param settings by which: without these, a copy does not need the right
   * @param initiated those that an upload has to have when it is initiated
   */
  record Wishes(Set<Right> wanted, Map<Right, Set<String>> settings, Set<Right> initiated) {
    public Wishes {
      wanted = Sets.immutableEnumSet(wanted);
      settings = Map.copyOf(settings);
      initiated = Sets.immutableEnumSet(initiated);
    }
  }
}
