package org.bucketcopy.job.stores.registry;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.job.stores.StoreOpener;
import org.bucketcopy.job.stores.bos.BosOpener;
import org.bucketcopy.job.stores.oss.OssOpener;
import org.bucketcopy.job.stores.s3.S3StoreOpener;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.RealMachine;

/** The stores, each in front of a server of the test's. */
enum AnyStore {
  /** Past the SDK's client where that is done. */
  S3("s3", "b", "x-amz-meta-") {
    @Override
    StoreOpener opener(RequestLimits limits) {
      return new S3StoreOpener(Map.of(), limits, RealMachine.MACHINE);
    }
  },
  /** Nothing past the SDK's client, because of the bucket's name. */
  S3_BY_SDK("s3", "b--c", "x-amz-meta-") {
    @Override
    StoreOpener opener(RequestLimits limits) {
      return new S3StoreOpener(Map.of(), limits, RealMachine.MACHINE);
    }
  },
  OSS("oss", "bucket", "x-oss-meta-") {
    @Override
    StoreOpener opener(RequestLimits limits) {
      return new OssOpener(Map.of(), limits, RealMachine.MACHINE);
    }
  },
  BOS("bos", "bucket", "x-bce-meta-") {
    @Override
    StoreOpener opener(RequestLimits limits) {
      return new BosOpener(Map.of(), limits, RealMachine.MACHINE);
    }
  };

  /** The calls of a store. */
  enum Call {
    BUCKET(true) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.bucket(bucket);
      }
    },
    HEAD(true) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.head(key(bucket), Optional.empty());
      }
    },
    LIST(true) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.list(new ObjectPrefix(bucket, ""), Optional.empty());
      }
    },
    TAGS(true) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.tags(key(bucket), Optional.empty());
      }
    },
    PARTS(true) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.parts(upload(bucket));
      }
    },
    UPLOADS(true) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.openUploads(new ObjectPrefix(bucket, ""));
      }
    },
    WRITE_TAGS(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.writeTags(key(bucket), Map.of("a", "b"));
      }
    },
    COPY_OBJECT(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.copyObject(
            new ObjectCopy(source(bucket), key(bucket), Optional.empty(), DestinationRule.REPLACE));
      }
    },
    INITIATE(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.initiate(
            new UploadRequest(key(bucket), ObjectMetadata.NONE, DestinationRule.REPLACE));
      }
    },
    COPY_PART(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.copyPart(new PartCopy(upload(bucket), 1, source(bucket), new ByteRange(0, 9)));
      }
    },
    PUT_OBJECT(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store
            .writer()
            .put(
                new ObjectPut(key(bucket), ObjectMetadata.NONE, DestinationRule.REPLACE),
                new TenBytes());
      }
    },
    UPLOAD_PART(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.writer().uploadPart(new PartUpload(upload(bucket), 1), new TenBytes());
      }
    },
    COMPLETE(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.complete(
            new UploadCompletion(
                upload(bucket),
                List.of(new UploadedPart(1, ETag.of("a"), 5)),
                ObjectMetadata.NONE,
                DestinationRule.REPLACE));
      }
    },
    ABORT(false) {
      @Override
      CompletionStage<?> on(ObjectStore store, Bucket bucket) {
        return store.abort(upload(bucket));
      }
    };

    private final boolean reads;

    Call(boolean reads) {
      this.reads = reads;
    }

    boolean reads() {
      return reads;
    }

    /** Whether its answer has no body to look at. */
    boolean isToldByStatus() {
      return this == WRITE_TAGS;
    }

    abstract CompletionStage<?> on(ObjectStore store, Bucket bucket);

    private static ObjectLocation key(Bucket bucket) {
      return bucket.object("k");
    }

    private static CopySource source(Bucket bucket) {
      return new CopySource(bucket.object("s"), ETag.of("0"), Optional.empty());
    }

    private static UploadHandle upload(Bucket bucket) {
      return new UploadHandle(key(bucket), "u");
    }
  }

  private record TenBytes() implements Body {
    @Override
    public long length() {
      return 10;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(new byte[10]);
    }
  }

  private final String scheme;
  private final String bucket;
  private final String metadataPrefix;

  AnyStore(String scheme, String bucket, String metadataPrefix) {
    this.scheme = scheme;
    this.bucket = bucket;
    this.metadataPrefix = metadataPrefix;
  }

  /** What the names of user metadata begin with in headers. */
  String metadataPrefix() {
    return metadataPrefix;
  }

  abstract StoreOpener opener(RequestLimits limits);

  Bucket bucket() {
    return new Bucket(scheme, bucket);
  }

  /** The store in front of {@code endpoint}. */
  ObjectStore open(URI endpoint, int connections, RequestLimits limits) {
    Map<String, String> settings =
        Map.of(
            "endpoint", endpoint.toString(),
            "region", "r",
            "access.key", "a",
            "secret.key", "s",
            "secret.access.key", "s",
            "accessKeyId", "a",
            "accessKeySecret", "s");
    return opener(limits).open(bucket(), new MapSettings(settings), connections);
  }
}
