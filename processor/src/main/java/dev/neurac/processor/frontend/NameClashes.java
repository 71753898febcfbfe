package dev.neurac.processor.frontend;

import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Whether the names of a type and of its members leave the generated class those that it needs. */
final class NameClashes {

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

  NameClashes(ProcessingEnvironment environment, Diagnostics diagnostics) {
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
}
