package org.bucketcopy.job.stores;

import java.util.Map;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectStore;

/** Opens the stores of one kind. */
public interface StoreOpener {
  /**
   * Where requests for a bucket go, and how: settings that lead there from any JVM. What {@code
   * settings} leave open is taken from the surroundings of this JVM (environment, system
   * properties, files) here and nowhere else. With a location among its settings, a bucket has just
   * that location.
   *
   * @param bucket the bucket whose settings these are
   * @param settings what users set
   * @return by the names that {@code settings} have; no secret is among them
   * @throws IllegalArgumentException if a setting is wrong; the message names it
   */
  Map<String, String> location(Bucket bucket, StoreSettings settings);

  /**
   * What the settings say of copies into the bucket, and what of them is not followed.
   *
   * @throws IllegalArgumentException if a setting is wrong, or is not followed and a copy without
   *     it would be made with other credentials, paid by somebody else or seen by others; the
   *     message names it
   */
  CopyTerms terms(StoreSettings settings);

  /**
   * How the store writes rights.
   *
   * @param settings how to reach the bucket, with its {@link #location}
   * @throws IllegalArgumentException as from {@link #terms}
   */
  RightsLanguage rights(StoreSettings settings);

  /**
   * A store that reaches {@code bucket}. Makes no request. Follows the {@link AccessTerms} among
   * the settings, or refuses them.
   *
   * @param bucket the bucket whose settings these are
   * @param settings how to reach it, with its {@link #location}
   * @param connections highest number of requests in flight, so as many connections are allowed
   * @throws IllegalArgumentException as from {@link #terms}
   */
  ObjectStore open(Bucket bucket, StoreSettings settings, int connections);
}
