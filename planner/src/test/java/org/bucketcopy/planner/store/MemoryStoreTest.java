package org.bucketcopy.planner.store;

import java.util.EnumSet;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;

class MemoryStoreTest implements StoreContract {
  private final StoreHarness harness = new MemoryHarness();

  @Override
  public StoreHarness harness() {
    return harness;
  }

  private static final class MemoryHarness implements StoreHarness {
    private static final StoreProfile PROFILE =
        new StoreProfile(
            "memory",
            new StoreLimits(10_000, 1024, 1 << 20, 1 << 30, 1 << 20, 1024),
            EnumSet.allOf(Ability.class));

    private final MemoryService service = new MemoryService();
    private final Bucket bucket = new Bucket("memory", "contract");

    MemoryHarness() {
      service.create(bucket);
    }

    @Override
    public ObjectStore open() {
      return new MemoryStore(service, PROFILE, pageSize());
    }

    @Override
    public ObjectPrefix source() {
      return new ObjectPrefix(bucket, "from/");
    }

    @Override
    public ObjectPrefix destination() {
      return new ObjectPrefix(bucket, "to/");
    }

    @Override
    public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
      service.put(object, content, metadata);
    }

    @Override
    public byte[] read(ObjectLocation object) {
      return service.read(object);
    }

    @Override
    public boolean supports(Promise promise) {
      return true;
    }

    @Override
    public int pageSize() {
      return 7;
    }
  }
}
