package dev.neurac.processor.codegen;

import com.google.testing.compile.Compilation;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.opencl.NetworkKernel;
import dev.neurac.processor.Compilations;
import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.check.CheckedOutput;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.ParameterSpec;
import dev.neurac.processor.model.Start;
import dev.neurac.processor.model.Value;
import dev.neurac.processor.passes.ExternalArrays;
import dev.neurac.processor.passes.GraphPlans;
import dev.neurac.processor.passes.Plans;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Program;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Graphs that no model gives yet, compiled as those of a model are.
 *
 * @param program the generated Java
 * @param kernel the generated Aparapi kernel
 * @param sources both as text
 */
record CompiledGraph(Program program, NetworkKernel kernel, String sources) {

  private static final String PACKAGE = "graphs";

  /**
   * Compiles three graphs of the same parameters, which are those of the last.
   *
   * @param in the shape of the input {@code x}
   * @param out the shape of the prediction {@code t}
   */
  static CompiledGraph of(Graph prediction, Graph evaluation, Graph training, Shape in, Shape out) {
    List<ParameterSpec> parameters = new ArrayList<>();
    Map<String, Integer> offsets = new LinkedHashMap<>();
    int size = 0;
    for (Map.Entry<String, Shape> parameter : parameters(training).entrySet()) {
      offsets.put(parameter.getKey(), size);
      size += parameter.getValue().size();
      parameters.add(parameter(parameter.getKey(), parameter.getValue()));
    }
    ExternalArrays external = new ExternalArrays(List.of("x"), List.of("t"), offsets);
    Plans plans = GraphPlans.of(prediction, evaluation, training, external);
    Names names = new Names(parameters);
    TypeSpec compiled =
        new JavaBackend(plans, 1, 1, names, Optional.empty())
            .write(describe(parameters, names, in, out));
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Generated")
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addMethod(
                MethodSpec.methodBuilder("program")
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .returns(Program.class)
                    .addStatement("return new $L()", compiled.name())
                    .build())
            .addType(compiled);
    for (ParameterSpec parameter : parameters) {
      type.addField(
          FieldSpec.builder(int.class, names.offset(parameter.name()))
              .addModifiers(Modifier.STATIC, Modifier.FINAL)
              .initializer("$L", offsets.get(parameter.name()))
              .build());
    }
    JavaFile java = JavaFile.builder(PACKAGE, type.build()).build();
    JavaFile openCl = OpenClBackend.write(model(parameters, training, in, out), plans, false);
    return load(java, openCl);
  }

  private static CompiledGraph load(JavaFile java, JavaFile openCl) {
    Compilation compilation =
        Compilations.compile(
            List.of("-Xlint:none"), java.toJavaFileObject(), openCl.toJavaFileObject());
    ClassLoader loader = Compilations.load(compilation);
    try {
      Method program = loader.loadClass(PACKAGE + ".Generated").getMethod("program");
      Constructor<?> kernel =
          loader
              .loadClass(OpenClBackend.className(openCl).canonicalName())
              .getDeclaredConstructor();
      kernel.setAccessible(true);
      return new CompiledGraph(
          (Program) program.invoke(null),
          (NetworkKernel) kernel.newInstance(),
          java.toString() + openCl);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(java.toString() + openCl, e);
    }
  }

  /** Returns what a graph reads, and after it of what it computes a gradient without reading it. */
  private static Map<String, Shape> parameters(Graph graph) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.PARAMETER) {
        shapes.put(leaf.name(), leaf.value());
      }
    }
    for (Graph.Output output : graph.outputs()) {
      if (output.kind() == Graph.Output.Kind.GRADIENT) {
        shapes.putIfAbsent(output.name(), output.node().shape());
      }
    }
    return shapes;
  }

  private static ParameterSpec parameter(String name, Shape shape) {
    String[] parts = name.split("\\.");
    List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
    Start start = new Start(Initializer.ZEROS, Double.NaN, 1, 1);
    return new ParameterSpec(parts[0], parts[1], shape, axes, false, start);
  }

  private static List<MethodSpec> describe(
      List<ParameterSpec> parameters, Names names, Shape in, Shape out) {
    ClassName architecture = ClassName.get(Architecture.class);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(JavaBackend.DESCRIBE)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(architecture)
            .addStatement("$1T.Builder network = $1T.builder(\"Test\")", architecture)
            .addStatement("network.input(\"x\", $L)", in.text().replace("×", ", "));
    for (ParameterSpec parameter : parameters) {
      CodeBlock code = ModelWriter.parameter(parameter, names.offset(parameter.name()));
      method.addStatement("network.$L", code);
    }
    method.addStatement(
        "network.output(\"t\", $T.$L, $L)",
        Loss.class,
        Loss.HALF_SQUARED_ERROR,
        out.text().replace("×", ", "));
    return List.of(method.addStatement("return network.build()").build());
  }

  private static Value value(String name, Shape shape) {
    return Value.input(new GraphBuilder().add(new Leaf(Leaf.Kind.INPUT, name, shape)), name);
  }

  private static CheckedModel model(
      List<ParameterSpec> parameters, Graph graph, Shape in, Shape out) {
    Origin nowhere = Origin.of(null);
    LayerSpec last = new LayerSpec("last", "last", null, List.of(), "", nowhere, Map.of());
    ModelSpec spec =
        new ModelSpec(
            PACKAGE,
            List.of("Test"),
            true,
            true,
            false,
            List.of(),
            ModelSpec.Form.NODE,
            null,
            -1,
            List.of(new InputSpec("x", in.dims(), nowhere)),
            List.of(last),
            nowhere,
            nowhere);
    return new CheckedModel(
        spec,
        List.of(last),
        Map.of("x", value("x", in), "last", value("last", out)),
        parameters,
        List.of(new CheckedOutput("last", out, null, false)),
        graph);
  }
}
