package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.AnswerQuirk;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.EntryFlaw;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;

/** What a store, or somebody else who uses it, does to a run. */
enum Quirk {
  /** A few requests fail, and would succeed if they were retried. */
  PASSING_ERRORS(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      for (int i = draw.between(1, 4); i > 0; i--) {
        scene
            .world()
            .next(
                scene.anyCall(draw),
                draw.of(Trouble.SERVER_ERROR, Trouble.REQUEST_LOST, Trouble.ERROR_IN_200));
      }
    }
  },
  /** The answer of one request is lost, or its end, when the work was done. */
  LOST_ANSWER(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().next(scene.anyCall(draw), draw.of(Trouble.ANSWER_LOST, Trouble.ANSWER_CUT));
    }
  },
  THROTTLING(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().next(scene.writing(draw), Trouble.SLOW_DOWN);
    }
  },
  /** One request that concerns one object is not allowed; to initiate is tried beforehand. */
  DENIED_FOR_ONE(Effect.SOME_FAIL) {
    @Override
    void strike(Scene scene, Draw draw) {
      Set<Call> calls = EnumSet.copyOf(scene.source().command().calls());
      calls.removeAll(EnumSet.of(Call.LIST, Call.LOOK_AT_BUCKET, Call.HEAD, Call.INITIATE));
      scene
          .world()
          .next(
              draw.of(List.copyOf(calls)),
              draw.of(Trouble.DENIED, Trouble.DENIED_IN_HOSTILE_WORDS));
    }
  },
  /** A request on which the whole run stands is not allowed. */
  DENIED(Effect.ENDS_RUN) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene
          .world()
          .next(draw.of(Call.LIST, Call.LOOK_AT_BUCKET, Call.HEAD, Call.INITIATE), Trouble.DENIED);
    }
  },
  /** The credentials give rights below the two prefixes only. */
  RIGHTS_FOR_PREFIXES(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      World world = scene.world();
      world.rights().confine(world.from(), scene.sourcePrefix());
      world.rights().confine(world.to(), scene.destinationPrefix());
    }
  },
  /** The bucket is in another region or under another name, or only so it seems. */
  WRONG_ADDRESS(Effect.ENDS_RUN, S3World.class) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((S3World) scene.world())
          .next(
              scene.anyCall(draw),
              draw.of(Fault.WRONG_REGION, Fault.REDIRECT, Fault.PATH_STYLE, Fault.NOT_FOUND));
    }
  },
  /** The store lists otherwise than it should. */
  ODD_LISTINGS(Effect.ENDS_RUN) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().listings().with(draw.of(ListingQuirk.values()));
    }
  },
  /** Some entries of its listings lack something, or hold what cannot be read. */
  FLAWED_ENTRIES(Effect.SOME_FAIL) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().listings().with(draw.of(List.copyOf(Sets.difference(FLAWS, OF_KEYS))));
    }
  },
  /** Some entries of its listings have no key: nor has a page that ends with one, and no marker. */
  ENTRIES_WITHOUT_KEY(Effect.ENDS_RUN) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().listings().with(draw.of(List.copyOf(OF_KEYS)));
    }
  },
  /** Answers repeat keys in a way that makes them no XML, or no JSON. */
  ECHOED_KEYS(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().echo(draw.of(EchoedKey.values()));
    }
  },
  /** What objects carry is shown otherwise than it was sent, but nothing of it is lost. */
  ODD_HEADERS(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      HeaderQuirk quirk = draw.of(HeaderQuirk.LINES, HeaderQuirk.CASES, HeaderQuirk.RFC_2047);
      boolean unknown = quirk == HeaderQuirk.RFC_2047 && !(scene.world() instanceof S3World);
      scene.world().show(unknown ? HeaderQuirk.NONE : quirk);
    }
  },
  /** Headers that are not ASCII are refused. */
  ASCII_HEADERS(Effect.SOME_FAIL) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().show(HeaderQuirk.ASCII_ONLY);
    }
  },
  OVERWRITTEN_SOURCE(Effect.SOME_FAIL) {
    @Override
    void strike(Scene scene, Draw draw) {
      Draw later = draw.fork();
      scene.world().at(scene.writing(draw), draw.between(1, 12), () -> scene.overwriteOne(later));
    }
  },
  DELETED_SOURCE(Effect.SOME_FAIL) {
    @Override
    void strike(Scene scene, Draw draw) {
      Draw later = draw.fork();
      scene.world().at(scene.writing(draw), draw.between(1, 12), () -> scene.deleteOne(later));
    }
  },
  /** The store has no tags, or lets nobody read or write them, or answers with malformed ones. */
  ODD_TAGS(Effect.SOME_FAIL) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene
          .world()
          .answers()
          .with(
              draw.of(
                  AnswerQuirk.TAGS_NOT_READABLE,
                  AnswerQuirk.TAGS_NOT_WRITABLE,
                  AnswerQuirk.TAGS_WITHOUT_KEY));
    }
  },
  /** Answers leave out what the store says elsewhere, or are worded by a proxy. */
  ANSWERS_THAT_LEAVE_OUT(Effect.NONE) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene
          .world()
          .answers()
          .with(
              draw.of(
                  AnswerQuirk.NO_TAG_SET,
                  AnswerQuirk.IF_MATCH_NOT_IMPLEMENTED,
                  AnswerQuirk.WEAK_ETAGS,
                  AnswerQuirk.BARE_ETAGS,
                  AnswerQuirk.UPPER_CASE_ETAGS,
                  AnswerQuirk.COPY_WITHOUT_ETAG,
                  AnswerQuirk.PART_WITHOUT_ETAG,
                  AnswerQuirk.COMPLETE_WITHOUT_ETAG,
                  AnswerQuirk.HEAD_WITHOUT_LENGTH));
    }
  },
  /** A part that is copied again gets another ETag. */
  FRESH_PART_ETAGS(Effect.NONE, S3World.class, Command.COPY) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((S3World) scene.world())
          .behave(behaviour -> behaviour.withPartEtags(Behaviour.PartEtags.FRESH));
      scene.world().next(Call.COPY_PART, Trouble.ANSWER_LOST);
    }
  },
  SLOW(Effect.NONE, S3World.class) {
    @Override
    void strike(Scene scene, Draw draw) {
      int millis = draw.between(1, 5);
      ((S3World) scene.world()).behave(behaviour -> behaviour.withLatencyMillis(millis));
    }
  },
  /** No condition on the source is looked at. */
  IGNORED_IF_MATCH(Effect.NONE, S3World.class, Command.COPY) {
    @Override
    void strike(Scene scene, Draw draw) {
      always(scene, org.bucketcopy.job.servers.virtual.Quirk.IGNORED_IF_MATCH);
    }
  },
  /** CopyObject gives each copy an ETag of its own. */
  FRESH_COPY_ETAGS(Effect.NONE, S3World.class, Command.COPY) {
    @Override
    boolean isOf(World world) {
      return world instanceof S3World s3 && s3.etags() == S3World.Etags.OPAQUE;
    }

    @Override
    void strike(Scene scene, Draw draw) {
      always(scene, org.bucketcopy.job.servers.virtual.Quirk.FRESH_COPY_ETAG);
    }
  },
  /** Some copies are wrong, which only ETags that are digests show. */
  WRONG_COPIES(Effect.SOME_FAIL, S3World.class, Command.COPY) {
    @Override
    boolean isOf(World world) {
      return world instanceof S3World s3 && s3.etags() == S3World.Etags.DIGEST;
    }

    @Override
    void strike(Scene scene, Draw draw) {
      S3World world = (S3World) scene.world();
      world.next(org.bucketcopy.job.servers.virtual.Quirk.WRONG_COMPLETE, draw.between(0, 3));
      world.next(org.bucketcopy.job.servers.virtual.Quirk.WRONG_COPY, draw.between(0, 3));
    }
  },
  /** Complete refuses parts that are there. */
  INVALID_PART(Effect.SOME_FAIL, S3World.class) {
    @Override
    void strike(Scene scene, Draw draw) {
      S3World world = (S3World) scene.world();
      world.next(org.bucketcopy.job.servers.virtual.Quirk.INVALID_PART, draw.between(1, 4));
      world.next(org.bucketcopy.job.servers.virtual.Quirk.OTHER_PART_SIZES, draw.between(0, 4));
    }
  },
  /** A few answers are none that a store gives, and some of them have no end. */
  ODD_ANSWERS(Effect.ENDS_RUN) {
    @Override
    boolean isOf(World world) {
      return !(world instanceof OssWorld);
    }

    @Override
    void strike(Scene scene, Draw draw) {
      for (int i = draw.between(1, 3); i > 0; i--) {
        scene.world().next(scene.anyCall(draw), draw.of(PROMPT));
      }
    }
  },
  /** Answers of OSS that are none of its own. */
  ODD_ANSWER_OF_OSS(Effect.ENDS_RUN, OssWorld.class) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((OssWorld) scene.world())
          .next(
              scene.anyCall(draw),
              draw.of(OssFault.EMPTY, OssFault.HTML, OssFault.WITHOUT_ETAG, OssFault.HALVED));
    }
  },
  /** OSS copies other bytes than those that were asked for, or does not say which. */
  ODD_RANGE_OF_OSS(Effect.SOME_FAIL, OssWorld.class, Command.COPY) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((OssWorld) scene.world())
          .next(
              Call.COPY_PART,
              draw.of(OssFault.IGNORED_RANGE, OssFault.UNSAID_RANGE, OssFault.OTHER_RANGE));
    }
  },
  /** Answers of BOS that are none of its own. */
  ODD_ANSWER_OF_BOS(Effect.ENDS_RUN, BosWorld.class) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((BosWorld) scene.world())
          .next(
              scene.anyCall(draw),
              draw.of(
                  org.bucketcopy.job.servers.bos.Fault.EMPTY_200,
                  org.bucketcopy.job.servers.bos.Fault.EMPTY_CHUNKED_200,
                  org.bucketcopy.job.servers.bos.Fault.HTML_200,
                  org.bucketcopy.job.servers.bos.Fault.HTML_503,
                  org.bucketcopy.job.servers.bos.Fault.NO_ETAG_200,
                  org.bucketcopy.job.servers.bos.Fault.HALF_AN_ANSWER));
    }
  },
  /** BOS says in the answer's body that all went well, too. */
  SUCCESS_CODE(Effect.NONE, BosWorld.class, Command.COPY) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((BosWorld) scene.world())
          .next(
              draw.of(Call.COPY_OBJECT, Call.COPY_PART, Call.COMPLETE),
              org.bucketcopy.job.servers.bos.Fault.SUCCESS_CODE);
    }
  },
  /** BOS copies the whole source in place of a range. */
  ODD_RANGE_OF_BOS(Effect.SOME_FAIL, BosWorld.class, Command.COPY) {
    @Override
    void strike(Scene scene, Draw draw) {
      ((BosWorld) scene.world())
          .next(Call.COPY_PART, org.bucketcopy.job.servers.bos.Fault.RANGE_IGNORED);
    }
  },
  /** The connection ends while bytes are sent. */
  BROKEN_OFF_BODIES(Effect.NONE, World.class, Command.UPLOAD) {
    @Override
    void strike(Scene scene, Draw draw) {
      for (int i = draw.between(1, 3); i > 0; i--) {
        scene.world().next(sending(draw), BodyTrouble.BROKEN_OFF);
      }
    }
  },
  /** Bytes arrive as others once, which only ETags that are digests, or check sums, show. */
  OTHER_BYTES(Effect.NONE, World.class, Command.UPLOAD) {
    @Override
    boolean isOf(World world) {
      return !(world instanceof S3World s3) || s3.etags() == S3World.Etags.DIGEST;
    }

    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().next(sending(draw), BodyTrouble.OTHER_BYTES);
    }
  },
  /** An answer tells of other bytes than those that were sent. */
  OTHER_DIGEST(Effect.NONE, World.class, Command.UPLOAD) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().next(sending(draw), BodyTrouble.OTHER_DIGEST);
    }
  },
  /** What sends bytes is answered by a success that says nothing. */
  BARE_SUCCESS(Effect.NONE, World.class, Command.UPLOAD) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.world().next(sending(draw), BodyTrouble.BARE_SUCCESS);
    }
  },
  /** A file is written while it is read. */
  WRITTEN_WHILE_READ(Effect.SOME_FAIL, World.class, Command.UPLOAD) {
    @Override
    void strike(Scene scene, Draw draw) {
      for (int i = draw.between(1, 3); i > 0; i--) {
        Draw later = draw.fork();
        scene.source().atRead(draw.between(1, 40), key -> scene.overwrite(key, later));
      }
    }
  },
  /** A file cannot be looked at, but a moment later. */
  FAILED_LOOKS(Effect.SOME_FAIL, World.class, Command.UPLOAD) {
    @Override
    void strike(Scene scene, Draw draw) {
      scene.source().failOneLook(draw.between(1, 20));
    }
  },
  /** A file cannot be read, but a moment later. */
  FAILED_READS(Effect.NONE, World.class, Command.UPLOAD) {
    @Override
    void strike(Scene scene, Draw draw) {
      for (int i = draw.between(1, 3); i > 0; i--) {
        scene.source().failOneRead(draw.between(1, 30));
      }
    }
  };

  private static final ImmutableSet<EntryFlaw> FLAWS =
      Sets.immutableEnumSet(EnumSet.allOf(EntryFlaw.class));
  private static final ImmutableSet<EntryFlaw> OF_KEYS =
      Sets.immutableEnumSet(
          EntryFlaw.NO_KEY, EntryFlaw.EMPTY_KEY, EntryFlaw.KEY_NOT_UTF8, EntryFlaw.KEY_REPLACED);

  /** Those that are noticed without waiting for a time limit. */
  private static final ImmutableList<OddAnswer> PROMPT =
      Stream.of(OddAnswer.values())
          .filter(
              answer ->
                  answer.trouble() != OddAnswer.Trouble.TIME
                      && answer.trouble() != OddAnswer.Trouble.TIME_OF_BODY)
          .collect(ImmutableList.toImmutableList());

  private final Effect worst;
  private final Class<? extends World> where;
  private final ImmutableSet<Command> commands;

  Quirk(Effect worst) {
    this(worst, World.class);
  }

  Quirk(Effect worst, Class<? extends World> where) {
    this(worst, where, Command.values());
  }

  Quirk(Effect worst, Class<? extends World> where, Command... commands) {
    this.worst = worst;
    this.where = where;
    this.commands = Sets.immutableEnumSet(List.of(commands));
  }

  /** The worst that it may do to a run. */
  Effect worst() {
    return worst;
  }

  /** Whether it is one of this store. */
  boolean isOf(World world) {
    return where.isInstance(world);
  }

  /** Whether it is one of this command. */
  boolean isOf(Command command) {
    return commands.contains(command);
  }

  /**
   * Whether it may leave an object that is wrong, if the run that made it ends before it has
   * looked.
   */
  boolean isWrongUnlessSeen(Command command) {
    return switch (this) {
      case WRONG_COPIES, OTHER_BYTES -> true;
      case OVERWRITTEN_SOURCE, WRITTEN_WHILE_READ -> command == Command.UPLOAD;
      default -> false;
    };
  }

  /** Lets it happen in the next command. */
  abstract void strike(Scene scene, Draw draw);

  private static Call sending(Draw draw) {
    return draw.of(Command.UPLOAD.whole(), Command.UPLOAD.part());
  }

  private static void always(Scene scene, org.bucketcopy.job.servers.virtual.Quirk quirk) {
    ((S3World) scene.world()).next(quirk, Long.MAX_VALUE);
  }
}
