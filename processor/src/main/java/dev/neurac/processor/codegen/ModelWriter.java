package dev.neurac.processor.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeSpec;
import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.check.CheckedOutput;
import dev.neurac.processor.check.Trace;
import dev.neurac.processor.codegen.SplitMethod.Statement;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.LayerSpec.Port;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.ParameterSpec;
import dev.neurac.processor.model.Start;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Writes the class that is a network: what users call, and the compiled program inside it. */
public final class ModelWriter {

  private static final ClassName ARCHITECTURE = ClassName.get("dev.neurac.runtime", "Architecture");
  private static final ClassName RUNTIME = ClassName.get("dev.neurac.runtime", "NetworkRuntime");
  private static final ClassName TENSOR = ClassName.get("dev.neurac", "Tensor");
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  private final CheckedModel model;
  private final Map<String, List<ParameterSpec>> parametersOf;
  private final Plans plans;
  private final Names names;
  private final JavaBackend backend;

  private ModelWriter(CheckedModel model, Plans plans, Optional<JavaFile> aparapiKernel) {
    this.model = model;
    this.parametersOf =
        model.parameters().stream().collect(Collectors.groupingBy(ParameterSpec::layer));
    this.plans = plans;
    this.names = new Names(model.parameters());
    this.backend =
        new JavaBackend(
            plans,
            model.inputs().size(),
            model.outputs().size(),
            names,
            aparapiKernel.map(OpenClBackend::className));
  }

  /**
   * Returns the generated file.
   *
   * @param aparapiKernel the network's Aparapi kernel, if it has one
   * @param markGenerated whether the code that is compiled can see {@code @Generated}
   */
  public static JavaFile write(
      CheckedModel model, Plans plans, Optional<JavaFile> aparapiKernel, boolean markGenerated) {
    TypeSpec.Builder type = new ModelWriter(model, plans, aparapiKernel).type();
    return file(model.spec(), type, markGenerated);
  }

  /** Returns the file around a generated class. */
  static JavaFile file(ModelSpec model, TypeSpec.Builder type, boolean markGenerated) {
    if (markGenerated) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED)
              .addMember("value", "$S", "dev.neurac.processor.ModelProcessor")
              .build());
    }
    deprecation(model.origin()).ifPresent(type::addAnnotation);
    if (!model.suppressed().isEmpty()) {
      AnnotationSpec.Builder suppress = AnnotationSpec.builder(SuppressWarnings.class);
      model.suppressed().forEach(kind -> suppress.addMember("value", "$S", kind));
      type.addAnnotation(suppress.build());
    }
    if (model.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    // A type that the user nests in the network would hide ours of the same name.
    type.addOriginatingElement(model.origin().element())
        .avoidClashesWithNestedClasses((TypeElement) model.origin().element());
    return JavaFile.builder(model.packageName(), type.build()).indent("  ").build();
  }

  /** Returns the mark of what is deprecated: who uses the generated class is warned, too. */
  private static Optional<AnnotationSpec> deprecation(Origin origin) {
    return origin.element().getAnnotationMirrors().stream()
        .map(AnnotationSpec::get)
        .filter(annotation -> annotation.type().equals(ClassName.get(Deprecated.class)))
        .findFirst();
  }

  /** Returns the annotated type's name. */
  static ClassName declared(ModelSpec model) {
    List<String> inner = model.typeNames().subList(1, model.typeNames().size());
    return ClassName.get(
        model.packageName(), model.typeNames().get(0), inner.toArray(new String[0]));
  }

  // /** The network {@link Digits}, compiled: … */
  // @Generated("dev.neurac.processor.ModelProcessor")
  // public final class DigitsNet implements Digits {
  private TypeSpec.Builder type() {
    ModelSpec spec = model.spec();
    TypeSpec.Builder type =
        TypeSpec.classBuilder(spec.generatedName())
            .addModifiers(Modifier.FINAL)
            .addJavadoc(
                "The network {@link $T}, compiled.\n\n<pre>{@code\n$L\n}</pre>\n",
                declared(spec),
                String.join("\n", Trace.of(model)));
    if (spec.isInterface()) {
      type.addSuperinterface(declared(spec));
    } else {
      type.superclass(declared(spec));
    }
    for (ParameterSpec parameter : model.parameters()) {
      type.addField(offset(parameter));
    }
    List<MethodSpec> nodes = new ArrayList<>();
    for (LayerSpec layer : model.layers()) {
      if (plans.layers().containsKey(layer.name())) {
        nodes.add(node(layer, plans.layers().get(layer.name())));
      }
    }
    return type.addField(RUNTIME, "runtime", Modifier.PRIVATE, Modifier.FINAL)
        .addMethod(constructor())
        .addMethod(create())
        .addMethod(runtime())
        .addMethods(nodes)
        .addMethods(spec.hasToString() ? List.of() : List.of(text()))
        .addType(backend.write(describe()));
  }

  // private static final int HIDDEN_WEIGHT = 0;
  private FieldSpec offset(ParameterSpec parameter) {
    return FieldSpec.builder(int.class, names.offset(parameter.name()))
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", plans.parameterOffsets().get(parameter.name()))
        .build();
  }

  // private static Architecture describe() {
  //   Architecture.Builder network = Architecture.builder("Digits");
  //   network.input("input", 64);
  //   network.layer("layer1", "Dense, RELU", 8320, 128);
  //   network.parameter("layer1.weight", LAYER1_WEIGHT, 64, 128).inFiles(1, 0).penalized()
  //       .starts(Initializer.HE_UNIFORM, 64, 128);
  //   network.parameter("layer1.bias", LAYER1_BIAS, 128).starts(Initializer.ZEROS, 64, 128);
  //   network.output("layer2", Loss.CROSS_ENTROPY, 10);
  //   return network.build();
  // }
  private List<MethodSpec> describe() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(JavaBackend.DESCRIBE)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(ARCHITECTURE);
    CodeBlock.Builder before =
        CodeBlock.builder()
            .addStatement(
                "$1T.Builder network = $1T.builder($2S)", ARCHITECTURE, model.spec().name());
    for (InputSpec input : model.inputs()) {
      Shape shape = model.shape(input.name());
      before.addStatement("network.input($S, $L)", input.name(), dims(shape));
    }
    List<Statement> statements = new ArrayList<>();
    for (LayerSpec layer : model.layers()) {
      List<ParameterSpec> parameters = parameters(layer);
      int count = parameters.stream().mapToInt(p -> p.shape().size()).sum();
      CodeBlock.Builder code =
          CodeBlock.builder()
              .addStatement(
                  "network.layer($S, $S, $L, $L)",
                  layer.name(),
                  layer.kind().text(),
                  count,
                  dims(model.shape(layer.name())));
      for (ParameterSpec parameter : parameters) {
        code.addStatement("network.$L", parameter(parameter, names.offset(parameter.name())));
      }
      int bytes = 20 + 10 * model.shape(layer.name()).rank();
      bytes += parameters.stream().mapToInt(p -> 40 + 10 * p.shape().rank()).sum();
      statements.add(new Statement(code.build(), bytes));
    }
    CodeBlock.Builder after = CodeBlock.builder();
    for (CheckedOutput output : model.outputs()) {
      after.addStatement(
          "network.$L($S, $T.$L, $L)",
          output.logits() ? "logits" : "output",
          output.name(),
          Loss.class,
          output.loss().loss().name(),
          dims(output.shape()));
    }
    after.addStatement("return network.build()");
    ClassName builder = ARCHITECTURE.nestedClass("Builder");
    List<com.palantir.javapoet.ParameterSpec> locals =
        List.of(com.palantir.javapoet.ParameterSpec.builder(builder, "network").build());
    return new SplitMethod(method.build(), before.build(), locals, after.build()).of(statements);
  }

  // parameter("layer1.weight", LAYER1_WEIGHT, 64, 128).inFiles(1, 0).penalized()
  //     .starts(Initializer.HE_UNIFORM, 64, 128)
  // parameter("layer1.slope", LAYER1_SLOPE, 128).starts(Initializer.CONSTANT, 0.25, 128, 128)
  static CodeBlock parameter(ParameterSpec parameter, String offset) {
    CodeBlock.Builder code = CodeBlock.builder().add("parameter($S, $N", parameter.name(), offset);
    parameter.shape().dims().forEach(extent -> code.add(", $L", extent));
    code.add(")");
    List<Integer> axes = parameter.fileAxes();
    if (!axes.equals(axes.stream().sorted().toList())) {
      code.add("$Z.inFiles($L)", numbers(axes));
    }
    if (parameter.penalized()) {
      code.add("$Z.penalized()");
    }
    Start start = parameter.start();
    code.add("$Z.starts($T.$L, ", Initializer.class, start.initializer().name());
    if (!Double.isNaN(start.scale())) {
      code.add("$L, ", start.scale());
    }
    return code.add("$L, $L)", start.fanIn(), start.fanOut()).build();
  }

  private List<ParameterSpec> parameters(LayerSpec layer) {
    return parametersOf.getOrDefault(layer.name(), List.of());
  }

  private static String dims(Shape shape) {
    return numbers(shape.dims());
  }

  private static String numbers(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  // private DigitsNet(long seed) {
  //   this.runtime = new NetworkRuntime(new Compiled(), seed);
  // }
  private MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(long.class, "seed")
        .addStatement("this.runtime = new $T(new $L(), seed)", RUNTIME, JavaBackend.PROGRAM)
        .build();
  }

  // public static DigitsNet create(long seed) {
  //   return new DigitsNet(seed);
  // }
  private MethodSpec create() {
    ClassName self = ClassName.get(model.spec().packageName(), model.spec().generatedName());
    return MethodSpec.methodBuilder("create")
        .addJavadoc("Returns a network with fresh parameters; the same seed gives the same bits.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(long.class, "seed")
        .returns(self)
        .addStatement("return new $T(seed)", self)
        .build();
  }

  // @Override
  // public NetworkRuntime runtime() {
  //   return runtime;
  // }
  private MethodSpec runtime() {
    return MethodSpec.methodBuilder("runtime")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(RUNTIME)
        .addStatement("return runtime")
        .build();
  }

  // @Override
  // public String toString() {
  //   return Compiled.ARCHITECTURE.line();
  // }
  private static MethodSpec text() {
    return MethodSpec.methodBuilder("toString")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(String.class)
        .addStatement("return $L.ARCHITECTURE.line()", JavaBackend.PROGRAM)
        .build();
  }

  // @Override
  // public Tensor hidden(Tensor features) {
  //   int rows = this.runtime.rows("features", features, 13);
  //   float[] output = new float[this.runtime.arrayLength(rows, 13)];
  //   int reading = this.runtime.beginReading();
  //   float[] parameters = this.runtime.parameterArray();
  //   Compiled.hidden(parameters, features.toArray(), 0, output, 0, 0, rows);
  //   this.runtime.endReading(reading);
  //   return Tensor.of(output, rows, 13);
  // }
  private MethodSpec node(LayerSpec layer, Plan plan) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(layer.name())
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(TENSOR);
    deprecation(layer.origin()).ifPresent(method::addAnnotation);
    NameAllocator locals = new NameAllocator();
    // A variable of that name would hide the class, or the package where names are in full.
    List.of(JavaBackend.PROGRAM, TENSOR.simpleName(), "dev").forEach(locals::newName);
    names.constants().forEach(locals::newName);
    layer.inputs().forEach(port -> locals.newName(port.parameter(), "input " + port.parameter()));
    for (String local : List.of("rows", "reading", "parameters", "output", "scratch")) {
      locals.newName(local, "local " + local);
    }
    String rows = locals.get("local rows");
    String output = locals.get("local output");
    boolean alone = plan.launches().isEmpty();
    for (int i = 0; i < layer.inputs().size(); i++) {
      Port port = layer.inputs().get(i);
      String tensor = locals.get("input " + port.parameter());
      method.addParameter(TENSOR, tensor);
      CodeBlock checked = CodeBlock.of("$S, $N", port.parameter(), tensor);
      String dims = dims(model.shape(port.source()));
      if (i == 0) {
        method.addStatement(
            "$Lthis.runtime.rows($L, $L)", alone ? "" : "int " + rows + " = ", checked, dims);
      } else {
        method.addStatement("this.runtime.requireRows($L, $N, $L)", checked, rows, dims);
      }
    }
    if (alone) {
      return method
          .addStatement("return $N", locals.get("input " + layer.inputs().get(0).parameter()))
          .build();
    }
    Shape shape = model.shape(layer.name());
    method.addStatement(newArray(output, rows, shape.size()));
    if (plan.scratchPerRow() + plan.sharedScratch() > 0) {
      method.addStatement(newScratch(locals.get("local scratch"), rows, plan));
    }
    boolean reads = !parameters(layer).isEmpty();
    String reading = locals.get("local reading");
    if (reads) {
      method.addStatement("int $N = this.runtime.beginReading()", reading);
      method.addStatement(
          "float[] $N = this.runtime.parameterArray()", locals.get("local parameters"));
    }
    method.addCode(
        backend.layer(
            plan, input -> locals.get("input " + input), name -> locals.get("local " + name)));
    if (reads) {
      method.addStatement("this.runtime.endReading($N)", reading);
    }
    return method
        .addStatement("return $T.of($N, $N, $L)", TENSOR, output, rows, dims(shape))
        .build();
  }

  // float[] scratch = new float[Math.addExact(this.runtime.arrayLength(rows, 13), 8)]
  static CodeBlock newScratch(String name, String rows, Plan plan) {
    return plan.sharedScratch() == 0
        ? newArray(name, rows, plan.scratchPerRow())
        : CodeBlock.of(
            "float[] $N = new float[$T.addExact(this.runtime.arrayLength($N, $L), $L)]",
            name,
            Math.class,
            rows,
            plan.scratchPerRow(),
            plan.sharedScratch());
  }

  // float[] output = new float[this.runtime.arrayLength(rows, 13)]
  private static CodeBlock newArray(String name, String rows, int floatsPerRow) {
    return CodeBlock.of(
        "float[] $N = new float[this.runtime.arrayLength($N, $L)]", name, rows, floatsPerRow);
  }
}
