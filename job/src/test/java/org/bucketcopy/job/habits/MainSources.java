package org.bucketcopy.job.habits;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The main sources of both modules, as Java's compiler reads them. */
final class MainSources extends TreePathScanner<Void, CompilationUnitTree> {
  private static final List<Path> ROOTS =
      List.of(Path.of("../planner/src/main/java"), Path.of("src/main/java"));

  private final Trees trees;
  private final List<Measure> measures = new ArrayList<>();
  private final List<String> undescribed = new ArrayList<>();

  private MainSources(Trees trees) {
    this.trees = trees;
  }

  /** Reads all of them. */
  static MainSources read() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(paths()));
      MainSources sources = new MainSources(Trees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        sources.scan(unit, unit);
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> below = Files.walk(root)) {
        below.filter(path -> path.toString().endsWith(".java")).forEach(paths::add);
      }
    }
    return paths;
  }

  /** The sizes of all files, methods and lists of parameters. */
  List<Measure> measures() {
    return measures;
  }

  /** Packages, public types and their public methods without a comment that says what they do. */
  List<String> undescribed() {
    return undescribed;
  }

  @Override
  public Void visitCompilationUnit(CompilationUnitTree unit, CompilationUnitTree file) {
    boolean info = unit.getTypeDecls().isEmpty();
    String name = unit.getPackageName() + (info ? "" : "." + nameOf(unit.getTypeDecls().get(0)));
    measures.add(new Measure("file", name, lines(unit)));
    if (info && !described(new TreePath(getCurrentPath(), unit.getPackage()))) {
      undescribed.add(name);
    }
    return super.visitCompilationUnit(unit, file);
  }

  private static int lines(CompilationUnitTree unit) {
    try (Stream<String> lines = Files.lines(Path.of(unit.getSourceFile().toUri()))) {
      return (int) lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Void visitClass(ClassTree type, CompilationUnitTree file) {
    if (isPublic(getCurrentPath()) && !described(getCurrentPath())) {
      undescribed.add(typeName(getCurrentPath()));
    }
    if (type.getKind() == Tree.Kind.RECORD) {
      measures.add(
          new Measure("parameters", typeName(getCurrentPath()) + "#<init>", components(type)));
    }
    return super.visitClass(type, file);
  }

  private static int components(ClassTree record) {
    return (int)
        record.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
            .count();
  }

  @Override
  public Void visitMethod(MethodTree method, CompilationUnitTree file) {
    String name = typeName(getCurrentPath().getParentPath()) + "#" + method.getName();
    measures.add(new Measure("method", name, lines(method, file)));
    measures.add(new Measure("parameters", name, method.getParameters().size()));
    if (isPublic(method) && !described(getCurrentPath())) {
      undescribed.add(name);
    }
    return super.visitMethod(method, file);
  }

  /** Not one that says no more than another place: what it overrides, or the record's own. */
  private boolean isPublic(MethodTree method) {
    ModifiersTree modifiers = method.getModifiers();
    boolean own =
        method.getReturnType() != null
            && modifiers.getAnnotations().stream()
                .noneMatch(mark -> mark.getAnnotationType().toString().equals("Override"));
    return own
        && (modifiers.getFlags().contains(Modifier.PUBLIC) || inInterface(getCurrentPath()))
        && isPublic(getCurrentPath().getParentPath());
  }

  private int lines(MethodTree method, CompilationUnitTree file) {
    long first = trees.getSourcePositions().getStartPosition(file, method);
    long last = trees.getSourcePositions().getEndPosition(file, method);
    return (int) (file.getLineMap().getLineNumber(last) - file.getLineMap().getLineNumber(first))
        + 1;
  }

  private boolean described(TreePath declaration) {
    return Optional.ofNullable(trees.getDocComment(declaration))
        .filter(text -> !text.isBlank())
        .isPresent();
  }

  /** Whether other packages may see the type: it and all around it are public. */
  private static boolean isPublic(TreePath type) {
    TreePath around = type.getParentPath();
    Set<Modifier> modifiers = ((ClassTree) type.getLeaf()).getModifiers().getFlags();
    if (around.getLeaf() instanceof ClassTree outer) {
      boolean member =
          modifiers.contains(Modifier.PUBLIC) || outer.getKind() == Tree.Kind.INTERFACE;
      return member && isPublic(around);
    }
    return around.getLeaf() instanceof CompilationUnitTree && modifiers.contains(Modifier.PUBLIC);
  }

  private static boolean inInterface(TreePath member) {
    return member.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
  }

  private static String typeName(TreePath type) {
    TreePath around = type.getParentPath();
    String own = nameOf(type.getLeaf());
    if (around.getLeaf() instanceof CompilationUnitTree unit) {
      return unit.getPackageName() + "." + own;
    }
    while (!(around.getLeaf() instanceof ClassTree)) {
      around = around.getParentPath();
    }
    return typeName(around) + "." + own;
  }

  private static String nameOf(Tree type) {
    String name = ((ClassTree) type).getSimpleName().toString();
    return name.isEmpty() ? "anonymous" : name;
  }
}
