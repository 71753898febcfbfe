package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Whether a class of the same package can implement or extend an annotated type. */
final class TypeRules {

  /** What an annotated type extends. */
  static final String NETWORK = "dev.neurac.runtime.Network";

  /** The classes that generated code calls, by the names by which it does. */
  static final Set<String> CALLED_CLASSES =
      Set.of(
          "Architecture",
          "Compiled",
          "CounterRandom",
          "Float",
          "FloatMath",
          "Initializer",
          "Kernels",
          "Loss",
          "Math",
          "Optional",
          "StripProgram",
          "Tensor",
          "Workers");

  /** Where the names begin that are written in full. */
  private static final Set<String> PACKAGES = Set.of("dev", "java", "javax");

  /** The most bytes that the file systems in use take for one name. */
  private static final int MAX_FILE_NAME = 255;

  /**
   * What follows the generated class's name in the longest name of a file; a kernel's is as long.
   */
  private static final String LONGEST_SUFFIX = "$Compiled.class";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;

  TypeRules(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks a type.
   *
   * @param generatedName the simple name of its class
   */
  void check(TypeElement type, String generatedName) {
    checkName(type, generatedName);
    checkFields(type);
    Optional<Obstacle> obstacle = obstacle(type);
    if (obstacle.isPresent()) {
      diagnostics.report(
          Problem.UNUSABLE_TYPE,
          Origin.of(type),
          type.getSimpleName()
              + " "
              + obstacle.get().found()
              + ", so no generated class can "
              + (type.getKind().isInterface() ? "implement" : "extend")
              + " it",
          obstacle.get().advice());
      return;
    }
    if (!isNetwork(type)) {
      diagnostics.report(
          Problem.NOT_A_NETWORK,
          Origin.of(type),
          type.getSimpleName() + " is annotated with @Model, but is not a " + NETWORK,
          type.getKind().isInterface()
              ? "Write: interface " + type.getSimpleName() + " extends Network."
              : "Write: abstract class " + type.getSimpleName() + " implements Network.");
    }
    if (type.getKind() == ElementKind.CLASS) {
      checkConstructor(type);
    }
    ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type)).stream()
        .filter(TypeRules::isReserved)
        .findFirst()
        .ifPresent(
            method ->
                diagnostics.report(
                    Problem.RESERVED_METHOD,
                    Origin.of(method.getEnclosingElement().equals(type) ? method : type),
                    "the generated class has a method "
                        + method
                        + " of its own, which cannot stand beside this one",
                    "Rename the method."));
  }

  /**
   * Checks that the generated class can be called as it will be: in its own body a member type of
   * the same name would hide it, and in files a name has a limit.
   */
  private void checkName(TypeElement type, String generatedName) {
    ElementFilter.typesIn(environment.getElementUtils().getAllMembers(type)).stream()
        .filter(member -> member.getSimpleName().contentEquals(generatedName))
        .filter(member -> !member.getModifiers().contains(Modifier.PRIVATE))
        .findFirst()
        .ifPresent(
            member ->
                diagnostics.report(
                    Problem.NAME_TAKEN,
                    Origin.of(member.getEnclosingElement().equals(type) ? member : type),
                    type.getSimpleName()
                        + " is compiled to "
                        + generatedName
                        + ", in which its member type of that name would hide the class itself",
                    "Rename one of the two."));
    int bytes = (generatedName + LONGEST_SUFFIX).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_FILE_NAME) {
      diagnostics.report(
          Problem.NAME_TOO_LONG,
          Origin.of(type),
          "the name of "
              + NameRule.shown(type.getSimpleName().toString())
              + " makes names of generated files "
              + bytes
              + " bytes long, but file systems take "
              + MAX_FILE_NAME,
          "Make it, or those of the types around it, "
              + (bytes == MAX_FILE_NAME + 1 ? "1 byte" : bytes - MAX_FILE_NAME + " bytes")
              + " shorter: the generated class is named after all of them.");
    }
  }

  /** A field of a class's name hides the class where code asks something of it. */
  private void checkFields(TypeElement type) {
    List<? extends Element> members = environment.getElementUtils().getAllMembers(type);
    boolean qualifies = !ElementFilter.typesIn(members).isEmpty(); // like names are written in full
    members.stream()
        .filter(
            member ->
                member.getKind().isField()
                    || member.getKind().isClass()
                    || member.getKind().isInterface())
        .filter(member -> !member.getModifiers().contains(Modifier.PRIVATE))
        .filter(
            member ->
                member.getKind().isField()
                        && CALLED_CLASSES.contains(member.getSimpleName().toString())
                    || qualifies && PACKAGES.contains(member.getSimpleName().toString()))
        .findFirst()
        .ifPresent(
            member ->
                diagnostics.report(
                    Problem.RESERVED_FIELD,
                    Origin.of(member.getEnclosingElement().equals(type) ? member : type),
                    "generated code names the "
                        + (PACKAGES.contains(member.getSimpleName().toString())
                            ? "package "
                            : "class ")
                        + member.getSimpleName()
                        + ", which this hides from it",
                    "Rename it."));
  }

  /** The generated class has a static {@code create(long)} and overrides {@code runtime()}. */
  private static boolean isReserved(ExecutableElement method) {
    if (method.getSimpleName().contentEquals("create")) {
      return method.getParameters().size() == 1
          && method.getParameters().get(0).asType().getKind() == TypeKind.LONG;
    }
    return method.getSimpleName().contentEquals("runtime")
        && method.getParameters().isEmpty()
        && method.getModifiers().contains(Modifier.FINAL);
  }

  /** What keeps a class from implementing a type, and what would change it. */
  private record Obstacle(String found, String advice) {}

  private static Optional<Obstacle> obstacle(TypeElement type) {
    Set<Modifier> modifiers = type.getModifiers();
    Optional<String> kind =
        switch (type.getKind()) {
          case RECORD -> Optional.of("a record");
          case ENUM -> Optional.of("an enum");
          case ANNOTATION_TYPE -> Optional.of("an annotation");
          default -> Optional.empty();
        };
    if (kind.isPresent()) {
      return obstacle("is " + kind.get(), "Declare it as an interface.");
    }
    if (modifiers.contains(Modifier.FINAL)) {
      return obstacle("is final", "Write abstract instead of final, or make it an interface.");
    }
    if (modifiers.contains(Modifier.SEALED)) {
      return obstacle("is sealed", "Remove sealed and permits.");
    }
    if (!modifiers.contains(Modifier.ABSTRACT)) {
      return obstacle("is not abstract", "Write abstract, or make it an interface.");
    }
    if (!type.getTypeParameters().isEmpty()) {
      return obstacle("has type parameters", "Remove the type parameters.");
    }
    if (type.getNestingKind().isNested()
        && !modifiers.contains(Modifier.STATIC)
        && type.getKind() == ElementKind.CLASS) {
      return obstacle("is an inner class", "Write static, or move it to a file of its own.");
    }
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        return obstacle(
            e.equals(type) ? "is private" : "lies in " + e.getSimpleName() + ", which is private",
            "Remove private: the generated class lies beside the outermost type.");
      }
    }
    return Optional.empty();
  }

  private static Optional<Obstacle> obstacle(String found, String advice) {
    return Optional.of(new Obstacle(found, advice));
  }

  private boolean isNetwork(TypeElement type) {
    TypeElement network = environment.getElementUtils().getTypeElement(NETWORK);
    return network != null && environment.getTypeUtils().isSubtype(type.asType(), network.asType());
  }

  private void checkConstructor(TypeElement type) {
    Optional<ExecutableElement> constructor =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .filter(c -> c.getParameters().isEmpty())
            .findFirst();
    if (constructor.isEmpty()) {
      report(
          Origin.of(type),
          type.getSimpleName() + " has no constructor without arguments for generated code to call",
          "Add one that is not private.");
    } else if (constructor.get().getModifiers().contains(Modifier.PRIVATE)) {
      report(
          Origin.of(constructor.get()),
          "the constructor of "
              + type.getSimpleName()
              + " is private, so generated code cannot"
              + " call it",
          "Remove private.");
    } else {
      constructor.get().getThrownTypes().stream()
          .filter(thrown -> !isUnchecked(thrown))
          .findFirst()
          .ifPresent(
              thrown ->
                  report(
                      Origin.of(constructor.get()),
                      "the constructor of "
                          + type.getSimpleName()
                          + " declares "
                          + thrown
                          + ", which generated code does not catch",
                      "Let it declare no checked exception."));
    }
  }

  private void report(Origin origin, String found, String advice) {
    diagnostics.report(Problem.MISSING_CONSTRUCTOR, origin, found, advice);
  }

  private boolean isUnchecked(TypeMirror thrown) {
    return Stream.of("java.lang.RuntimeException", "java.lang.Error")
        .map(name -> environment.getElementUtils().getTypeElement(name).asType())
        .anyMatch(unchecked -> environment.getTypeUtils().isSubtype(thrown, unchecked));
  }
}
