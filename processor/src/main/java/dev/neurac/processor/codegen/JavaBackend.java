package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.neurac.processor.codegen.SplitMethod.Statement;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Stage;
import dev.neurac.processor.passes.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/** Writes the plans as a {@code Program}: the class inside the generated network. */
final class JavaBackend {

  static final String PROGRAM = "Compiled";

  /** The method of the class that describes the network. */
  static final String DESCRIBE = "describe";

  private static final ClassName PROGRAM_TYPE = ClassName.get("dev.neurac.runtime", "Program");
  private static final ClassName ARCHITECTURE = ClassName.get("dev.neurac.runtime", "Architecture");
  private static final ClassName KERNELS = ClassName.get("dev.neurac.kernels", "Kernels");
  private static final ClassName LISTENER = ClassName.get("dev.neurac.runtime", "LayerListener");
  private static final ClassName STEP = ClassName.get("dev.neurac.runtime", "Step");
  private static final ClassName WORKERS = ClassName.get("dev.neurac.runtime", "Workers");

  /** The names that the class uses itself; kernels get others. */
  private static final List<String> TAKEN =
      List.of(
          "architecture",
          "aparapiKernel",
          DESCRIBE,
          "predictionScratch",
          "predictionWork",
          "predict",
          "evaluationScratch",
          "evaluate",
          "trainingScratch",
          "sharedScratch",
          "stages",
          "stageWork",
          "trace",
          "run",
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait",
          "yield");

  private final Plans plans;
  private final int inputs;
  private final int outputs;
  private final KernelMethods kernels;
  private final Optional<ClassName> aparapiKernel;

  /**
   * Makes a writer.
   *
   * @param inputs how many inputs the network has
   * @param outputs how many outputs it has
   * @param aparapiKernel the network's Aparapi kernel, if it has one
   */
  JavaBackend(
      Plans plans, int inputs, int outputs, Names names, Optional<ClassName> aparapiKernel) {
    this.plans = plans;
    this.inputs = inputs;
    this.outputs = outputs;
    this.aparapiKernel = aparapiKernel;
    this.kernels = new KernelMethods(plans, names, TAKEN);
  }

  // private static final class Compiled implements Program {
  //   …
  // }
  /**
   * Returns the class.
   *
   * @param describe a static method that describes the network, and those that it calls
   */
  TypeSpec write(List<MethodSpec> describe) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(PROGRAM)
            .addJavadoc("The network as kernels, and the order in which they run.\n")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addSuperinterface(PROGRAM_TYPE);
    List<MethodSpec> methods = new ArrayList<>();
    methods.add(
        override("architecture").returns(ARCHITECTURE).addStatement("return ARCHITECTURE").build());
    methods.add(constant("predictionScratch", int.class, plans.prediction().scratchPerRow()));
    methods.add(constant("predictionWork", long.class, plans.prediction().work()));
    methods.addAll(predict());
    methods.add(constant("evaluationScratch", int.class, plans.evaluation().scratchPerRow()));
    methods.addAll(evaluate());
    methods.add(constant("trainingScratch", int.class, plans.training().scratchPerRow()));
    if (plans.sharedScratch() > 0) {
      methods.add(constant("sharedScratch", int.class, plans.sharedScratch()));
    }
    methods.add(constant("stages", int.class, plans.training().stages().size()));
    methods.add(stageWork());
    methods.add(run());
    for (int stage = 0; stage < plans.training().stages().size(); stage++) {
      methods.addAll(stage(stage));
    }
    methods.addAll(trace());
    aparapiKernel.ifPresent(kernel -> methods.add(aparapiKernel(kernel)));
    methods.addAll(describe);
    type.addField(
        FieldSpec.builder(
                ARCHITECTURE, "ARCHITECTURE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("$N()", DESCRIBE)
            .build());
    if (kernels.callsKernels()) {
      type.addField(
          FieldSpec.builder(KERNELS, "KERNELS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer("$T.best()", KERNELS)
              .build());
    }
    type.addFields(kernels.strips());
    return type.addMethods(methods).addMethods(kernels.methods()).build();
  }

  // @Override
  // public void predict(float[] parameters, float[][] inputs, float[][] predictions, int from, …) {
  //   predict(parameters, inputs[0], predictions[0], from, scratch, rows);
  // }
  // @Override
  // public void predict(float[] parameters, float[] input, float[] predictions, int from, …) {
  //   layer1(parameters, input, from * 20, scratch, 0, 0, rows);
  //   layer2(parameters, scratch, 0, predictions, from * 4, 0, rows);
  // }
  /** Returns the method over arrays of arrays, and for one input and output what it calls. */
  private List<MethodSpec> predict() {
    Plan plan = plans.prediction();
    MethodSpec.Builder all = predict(float[][].class, "inputs");
    if (inputs != 1 || outputs != 1) {
      PlainArguments arguments = PlainArguments.ofProgram("from", plan.scratchPerRow());
      return split(all, calls(plan, plan.launches(), arguments));
    }
    all.addStatement("predict(parameters, inputs[0], predictions[0], from, scratch, rows)");
    PlainArguments arguments = PlainArguments.ofOne("from", plan.scratchPerRow());
    List<MethodSpec> methods = new ArrayList<>(List.of(all.build()));
    methods.addAll(split(predict(float[].class, "input"), calls(plan, plan.launches(), arguments)));
    return methods;
  }

  private static MethodSpec.Builder predict(Class<?> arrays, String inputs) {
    return override("predict")
        .addParameter(float[].class, "parameters")
        .addParameter(arrays, inputs)
        .addParameter(arrays, "predictions")
        .addParameter(int.class, "from")
        .addParameter(float[].class, "scratch")
        .addParameter(int.class, "rows");
  }

  // @Override
  // public void evaluate(float[] parameters, float[][] inputs, float[][] targets, …, int rows) {
  private List<MethodSpec> evaluate() {
    MethodSpec.Builder method =
        override("evaluate")
            .addParameter(float[].class, "parameters")
            .addParameter(float[][].class, "inputs")
            .addParameter(float[][].class, "targets")
            .addParameter(float[][].class, "classes")
            .addParameter(float[][].class, "predictions")
            .addParameter(float[][].class, "losses")
            .addParameter(float[].class, "scratch")
            .addParameter(int.class, "rows");
    List<Statement> statements = new ArrayList<>();
    List<Launch> launches = plans.evaluation().launches();
    if (beginsWith(plans.evaluation(), plans.prediction())) {
      CodeBlock prediction =
          CodeBlock.builder()
              .addStatement("predict(parameters, inputs, predictions, 0, scratch, rows)")
              .build();
      statements.add(new Statement(prediction, 20));
      launches = launches.subList(plans.prediction().launches().size(), launches.size());
    }
    PlainArguments arguments = PlainArguments.ofProgram("0", plans.evaluation().scratchPerRow());
    statements.addAll(calls(plans.evaluation(), launches, arguments));
    return split(method, statements);
  }

  /** Returns whether a plan begins with another, on values that lie in the same places. */
  private static boolean beginsWith(Plan plan, Plan with) {
    List<Launch> launches = plan.launches();
    List<Launch> others = with.launches();
    if (others.size() > launches.size()) {
      return false;
    }
    for (int i = 0; i < others.size(); i++) {
      Launch launch = launches.get(i);
      Launch other = others.get(i);
      if (!launch.node().layer().equals(other.node().layer())
          || launch.kernel() != other.kernel()
          || !places(plan, launch).equals(places(with, other))) {
        return false;
      }
    }
    return !others.isEmpty();
  }

  private static List<Place> places(Plan plan, Launch launch) {
    return launch.buffers().stream().map(buffer -> place(plan, buffer)).toList();
  }

  private static Place place(Plan plan, Buffer buffer) {
    boolean behindRows = buffer.place() == Plan.Place.SHARED;
    int perRow = behindRows ? plan.scratchPerRow() : 0;
    return new Place(buffer.place(), buffer.name(), buffer.array(), perRow, buffer.offset());
  }

  /**
   * Where a value lies, whichever plan computes it.
   *
   * @param perRow how many floats a row lie before it
   */
  private record Place(Plan.Place place, String name, int array, int perRow, int offset) {}

  /** {@code 0, rows}, or the only part of what is no loop over the rows: all of a kernel. */
  private static String whole(Launch launch, String rows) {
    return launch.kernel().perRow() ? "0, " + rows : "0, 1";
  }

  /** Returns calls of kernels, each of the whole kernel. */
  private List<Statement> calls(Plan plan, List<Launch> launches, PlainArguments arguments) {
    List<Statement> statements = new ArrayList<>();
    for (Launch launch : launches) {
      statements.add(call(plan, launch, arguments, whole(launch, "rows")));
    }
    return statements;
  }

  private static List<MethodSpec> split(MethodSpec.Builder method, List<Statement> statements) {
    CodeBlock nothing = CodeBlock.of("");
    return new SplitMethod(method.build(), nothing, List.of(), nothing).of(statements);
  }

  private Statement call(
      Plan plan, Launch launch, KernelMethods.Arguments arguments, String share) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (launch.ofClasses().isPresent()) {
      Launch ofClasses = launch.ofClasses().get();
      code.beginControlFlow("if ($L)", arguments.areGiven(ofClasses.classes()));
      code.addStatement(kernels.call(plan, ofClasses, arguments, share));
      code.nextControlFlow("else");
      code.addStatement(kernels.call(plan, launch, arguments, share));
      code.endControlFlow();
    } else {
      code.addStatement(kernels.call(plan, launch, arguments, share));
    }
    // A call, the parameters and their gradients; then an array and "rows * 70000" each.
    int bytes = 15 + 4 * Kernel.SCALARS.size() + 10 * launch.buffers().size();
    return new Statement(code.build(), launch.ofClasses().isPresent() ? 2 * bytes + 15 : bytes);
  }

  // @Override
  // public long stageWork(int stage) {
  //   return switch (stage) {
  //     case 0 -> 9472;
  //     …
  private MethodSpec stageWork() {
    CodeBlock.Builder cases = CodeBlock.builder().add("return switch (stage) {\n$>");
    List<Stage> stages = plans.training().stages();
    for (int i = 0; i < stages.size(); i++) {
      cases.add("case $L -> $LL;\n", i, stages.get(i).work());
    }
    cases.add("default -> throw new $T(\"no stage \" + stage);\n", IllegalArgumentException.class);
    cases.add("$<};\n");
    return override("stageWork")
        .returns(long.class)
        .addParameter(int.class, "stage")
        .addCode(cases.build())
        .build();
  }

  // @Override
  // public void run(int stage, Step step, int part, int parts) {
  //   switch (stage) {
  //     case 0 -> stage0(step, part, parts);
  //     …
  private MethodSpec run() {
    CodeBlock.Builder cases = CodeBlock.builder().add("switch (stage) {\n$>");
    for (int i = 0; i < plans.training().stages().size(); i++) {
      cases.add("case $1L -> stage$1L(step, part, parts);\n", i);
    }
    cases.add("default -> throw new $T(\"no stage \" + stage);\n", IllegalArgumentException.class);
    cases.add("$<}\n");
    return override("run")
        .addParameter(int.class, "stage")
        .addParameter(STEP, "step")
        .addParameter(int.class, "part")
        .addParameter(int.class, "parts")
        .addCode(cases.build())
        .build();
  }

  // /** The rows' share: forward, losses and the gradients of every layer's output. */
  // private static void stage0(Step step, int part, int parts) {
  //   int rows = step.rows;
  //   int from = Workers.offset(rows, part, parts);
  //   int to = Workers.offset(rows, part + 1, parts);
  //   layer1(step.parameters, step.inputs[0], 0, step.scratch, 0, from, to);
  //   …
  private List<MethodSpec> stage(int number) {
    Stage stage = plans.training().stages().get(number);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("stage" + number)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(STEP, "step")
            .addParameter(int.class, "part")
            .addParameter(int.class, "parts")
            .addJavadoc(
                stage.perRow()
                    ? "One part of the rows, through all that works row by row.\n"
                    : "One part of each value that sums over the rows.\n");
    CodeBlock.Builder before = CodeBlock.builder().addStatement("int rows = step.rows");
    List<ParameterSpec> locals = new ArrayList<>(List.of(local("rows")));
    StepArguments arguments = new StepArguments(plans.training().scratchPerRow());
    if (stage.perRow()) {
      before.addStatement("int from = $T.offset(rows, part, parts)", WORKERS);
      before.addStatement("int to = $T.offset(rows, part + 1, parts)", WORKERS);
      locals.addAll(List.of(local("from"), local("to")));
    }
    List<Statement> statements = new ArrayList<>();
    for (Launch launch : stage.launches()) {
      String share = stage.perRow() ? "from, to" : "part, parts";
      statements.add(call(plans.training(), launch, arguments, share));
    }
    return new SplitMethod(method.build(), before.build(), locals, CodeBlock.of("")).of(statements);
  }

  private static ParameterSpec local(String name) {
    return ParameterSpec.builder(int.class, name).build();
  }

  // @Override
  // public void trace(Step step, LayerListener listener) {
  //   int rows = step.rows;
  //   layer1(step.parameters, step.inputs[0], 0, step.scratch, 0, 0, rows);
  //   listener.computed("layer1", step.scratch, 0, rows * 128);
  //   …
  private List<MethodSpec> trace() {
    MethodSpec.Builder method =
        override("trace").addParameter(STEP, "step").addParameter(LISTENER, "listener");
    List<Statement> statements = new ArrayList<>();
    StepArguments arguments = new StepArguments(plans.training().scratchPerRow());
    Plan plan = plans.training();
    for (Launch launch : plan.launches()) {
      if (!launch.node().gradient()) {
        statements.add(call(plan, launch, arguments, whole(launch, "rows")));
        Buffer output = launch.buffers().get(0);
        if (output.place() == Plan.Place.SCRATCH && plan.isLastOfLayer(launch.node())) {
          CodeBlock computed =
              CodeBlock.builder()
                  .addStatement(
                      "listener.computed($S, $L, $L)",
                      launch.node().layer(),
                      arguments.of(output),
                      KernelMethods.Arguments.times("rows", output.shape().size()))
                  .build();
          statements.add(new Statement(computed, 25));
        }
      }
    }
    CodeBlock before = CodeBlock.builder().addStatement("int rows = step.rows").build();
    return new SplitMethod(method.build(), before, List.of(local("rows")), CodeBlock.of(""))
        .of(statements);
  }

  // @Override
  // public Optional<Object> aparapiKernel() {
  //   return Optional.of(new DigitsNet_1a2b3c4d());
  // }
  private static MethodSpec aparapiKernel(ClassName kernel) {
    return override("aparapiKernel")
        .returns(ParameterizedTypeName.get(Optional.class, Object.class))
        .addStatement("return $T.of(new $T())", Optional.class, kernel)
        .build();
  }

  /**
   * Returns the statements that compute one layer by itself, from tensors into an array.
   *
   * @param inputs what each input is called there
   * @param locals what {@code rows}, {@code parameters}, {@code output} and {@code scratch} are
   *     called in the method around
   */
  CodeBlock layer(Plan plan, UnaryOperator<String> inputs, UnaryOperator<String> locals) {
    CodeBlock.Builder code = CodeBlock.builder();
    PlainArguments arguments =
        new PlainArguments(
            buffer -> CodeBlock.of("$N.toArray(), 0", inputs.apply(buffer.name())),
            output -> CodeBlock.of("$N, 0", locals.apply("output")),
            locals,
            plan.scratchPerRow());
    for (Launch launch : plan.launches()) {
      CodeBlock call = kernels.call(plan, launch, arguments, whole(launch, locals.apply("rows")));
      code.addStatement("$L.$L", PROGRAM, call);
    }
    return code.build();
  }

  private static MethodSpec constant(String name, Class<?> type, long value) {
    return override(name)
        .returns(type)
        .addStatement(type == long.class ? "return $LL" : "return $L", value)
        .build();
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC);
  }
}
