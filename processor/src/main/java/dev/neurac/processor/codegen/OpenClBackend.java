package dev.neurac.processor.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.passes.Phases;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plans;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes the plans as an Aparapi kernel: one class, whose phases a host dispatches by number.
 *
 * <p>Its name carries a hash of its content, since Aparapi takes two classes of one name for one.
 */
public final class OpenClBackend {

  /** The class without which there is nothing to extend. */
  public static final String BASE = "dev.neurac.opencl.NetworkKernel";

  private static final ClassName BASE_TYPE = ClassName.bestGuess(BASE);
  private static final ClassName TABLE = ClassName.get("dev.neurac.opencl", "ProductTable");
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  /**
   * Changes with the base class, if that keeps what it promises to generated classes, but computes
   * otherwise: an application may hold two versions of it.
   */
  private static final String BASE_VERSION = "2";

  private static final int HASH_DIGITS = 8;

  static final int PHASES_IN_A_METHOD = 128;

  /** How to read the class. */
  private static final String PHASES =
      """
      <p>Phases follow each other: those of training, then those of evaluation and of prediction.
      Of each, {@code describe} lists the matrix products, whose elements go through {@code
      finished}, and {@code compute} does the rest. An argument {@code layer1At} says where the
      value of {@code layer1} begins in {@code scratch}; {@code biasAt}, where a parameter begins
      in {@code values}.
      """;

  private final CheckedModel model;
  private final Plans plans;
  private final OpenClMethods methods;

  private OpenClBackend(CheckedModel model, Plans plans) {
    this.model = model;
    this.plans = plans;
    this.methods =
        new OpenClMethods(
            model.inputs().stream().map(input -> model.shape(input.name()).size()).toList(),
            model.outputs().stream().map(output -> output.shape().size()).toList(),
            scratch(plans));
  }

  /**
   * Returns the generated file.
   *
   * @param markGenerated whether the code that is compiled can see {@code @Generated}
   */
  public static JavaFile write(CheckedModel model, Plans plans, boolean markGenerated) {
    String name = model.spec().generatedName();
    TypeSpec type = new OpenClBackend(model, plans).type(name, markGenerated);
    // The type alone is printed once; a file, whose imports are gathered first, twice.
    String content = BASE_VERSION + model.spec().packageName() + "." + type;
    return file(model, renamed(type, name + "_" + hash(content)));
  }

  private static JavaFile file(CheckedModel model, TypeSpec type) {
    return JavaFile.builder(model.spec().packageName(), type).indent("  ").build();
  }

  /** Returns a class of another name; nothing in it says its own. */
  private static TypeSpec renamed(TypeSpec type, String name) {
    TypeSpec.Builder renamed =
        TypeSpec.classBuilder(name)
            .addJavadoc(type.javadoc())
            .addAnnotations(type.annotations())
            .addModifiers(type.modifiers().toArray(new Modifier[0]))
            .superclass(type.superclass())
            .addMethods(type.methodSpecs());
    type.originatingElements().forEach(renamed::addOriginatingElement);
    return renamed.build();
  }

  /** Returns the name of a file's class. */
  static ClassName className(JavaFile file) {
    return ClassName.get(file.packageName(), file.typeSpec().name());
  }

  private static String hash(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static int scratch(Plans plans) {
    return Stream.of(plans.training(), plans.evaluation(), plans.prediction())
        .mapToInt(Plan::scratchPerRow)
        .max()
        .orElseThrow();
  }

  // /** The network {@link Digits} as an Aparapi kernel: … */
  // @Generated("dev.neurac.processor.ModelProcessor")
  // final class DigitsNet_1a2b3c4d extends NetworkKernel {
  private TypeSpec type(String name, boolean markGenerated) {
    List<CodeBlock> loops = new ArrayList<>();
    List<CodeBlock> products = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    add("training", plans.training(), loops, products, counts);
    add("evaluation", plans.evaluation(), loops, products, counts);
    add("prediction", plans.prediction(), loops, products, counts);
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .superclass(BASE_TYPE)
            .addJavadoc("The network {@code $L} as an Aparapi kernel.\n\n", model.spec().name())
            .addJavadoc(PHASES)
            .addOriginatingElement(model.spec().origin().element())
            .addMethod(constant("trainingPhases", counts.get(0)))
            .addMethod(constant("evaluationPhases", counts.get(1)))
            .addMethod(constant("predictionPhases", counts.get(2)))
            .addMethod(constant("scratchPerRow", methods.floatsPerRow()))
            .addMethod(constant("parameterCount", parameterCount()))
            .addMethods(sharedScratch())
            .addMethods(describe(products))
            .addMethods(new Dispatch("phase").of(compute(), 0, loops))
            .addMethods(new Dispatch("operation").of(finished(), 1, methods.operations()))
            .addMethods(methods.methods());
    if (markGenerated) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED)
              .addMember("value", "$S", "dev.neurac.processor.ModelProcessor")
              .build());
    }
    return type.build();
  }

  /** Returns how many floats all rows share, where they share some. */
  private List<MethodSpec> sharedScratch() {
    int floats = plans.sharedScratch();
    return floats == 0 ? List.of() : List.of(constant("sharedScratch", floats));
  }

  /** Adds the phases of a plan: what they compute, and how many they are. */
  private void add(
      String name,
      Plan plan,
      List<CodeBlock> loops,
      List<CodeBlock> products,
      List<Integer> counts) {
    List<List<Launch>> phases = Phases.of(plan);
    for (int i = 0; i < phases.size(); i++) {
      String phase = "phase " + loops.size() + ", " + name + " " + (i + 1) + " of " + phases.size();
      loops.add(methods.loops(plan, phase, phases.get(i)));
      products.add(methods.products(plan, phase, phases.get(i)));
    }
    counts.add(phases.size());
  }

  private int parameterCount() {
    return model.parameters().stream().mapToInt(p -> p.shape().size()).sum();
  }

  // @Override
  // protected int trainingPhases() {
  //   return 7;
  // }
  private static MethodSpec constant(String name, int value) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(int.class)
        .addStatement("return $L", value)
        .build();
  }

  // @Override
  // protected void describe(ProductTable table) {
  //   table.phase();
  //   table.plain(1, 20, 128, 0, 0, capacity * 30, 1);
  //   …
  /** Returns a method, which calls others where it would be too long for Java. */
  private static List<MethodSpec> describe(List<CodeBlock> phases) {
    MethodSpec.Builder all =
        MethodSpec.methodBuilder("describe")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .addParameter(TABLE, "table");
    if (phases.size() <= PHASES_IN_A_METHOD) {
      phases.forEach(all::addCode);
      return List.of(all.build());
    }
    List<MethodSpec> parts = new ArrayList<>();
    for (int from = 0; from < phases.size(); from += PHASES_IN_A_METHOD) {
      MethodSpec.Builder part =
          MethodSpec.methodBuilder("describe" + parts.size())
              .addModifiers(Modifier.PRIVATE)
              .addParameter(TABLE, "table");
      phases
          .subList(from, Math.min(from + PHASES_IN_A_METHOD, phases.size()))
          .forEach(part::addCode);
      parts.add(part.build());
      all.addStatement("$N(table)", parts.get(parts.size() - 1).name());
    }
    parts.add(0, all.build());
    return parts;
  }

  // @Override
  // protected void compute(int phase, int lane, int lanes, int rows, int step)
  private static MethodSpec compute() {
    return MethodSpec.methodBuilder("compute")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addParameter(int.class, "phase")
        .addParameter(int.class, "lane")
        .addParameter(int.class, "lanes")
        .addParameter(int.class, "rows")
        .addParameter(int.class, "step")
        .build();
  }

  // @Override
  // protected float finished(int operation, int point, float product, int step)
  private static MethodSpec finished() {
    return MethodSpec.methodBuilder("finished")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addParameter(int.class, "operation")
        .addParameter(int.class, "point")
        .addParameter(float.class, "product")
        .addParameter(int.class, "step")
        .returns(float.class)
        .addStatement("return product")
        .build();
  }
}
