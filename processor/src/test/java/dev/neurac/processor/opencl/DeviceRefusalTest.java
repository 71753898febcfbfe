package dev.neurac.processor.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aparapi.Kernel;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.writer.KernelWriter;
import dev.neurac.processor.Compilations;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.LayerListener;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that OpenCL must not compute, and how it is said. */
class DeviceRefusalTest {

  private static final JavaFileObject MODEL =
      Compilations.model(
          "Refused",
          """
          @Model(loss = MEAN_SQUARED_ERROR)
          @Layer(in = 4, out = 3, act = TANH)
          @Layer(out = 1)
          public interface Refused extends Network {}
          """);

  @TempDir private Path folder;

  private static void assertRefused(Network net, String... message) {
    Trainer trainer = Trainer.of(net).backend(Backend.OPENCL);
    float[] before = net.runtime().parameterArray().clone();
    assertThatThrownBy(() -> trainer.fit(Device.rows(net, 4, false)))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll(message);
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    trainer.backend(Backend.JAVA).fit(Device.rows(net, 4, false));
  }

  /** Aparapi would end the process. */
  @Test
  void aClassWithoutLocalNames() throws IOException {
    Device.assume();
    assertRefused(
        CompiledModel.create(folder, entry -> true, MODEL, "-g:none"),
        "was compiled without the names of local variables",
        "Compile the model with -g");
  }

  @Test
  void aClassWithoutAFile() {
    Device.assume();
    ClassLoader inMemory = Compilations.load(Compilations.compile(MODEL));
    assertRefused(
        Compilations.create(inMemory, "models.RefusedNet", 1),
        "cannot be found by its class loader");
  }

  @Test
  void aModelThatWasCompiledWithoutAparapi() throws IOException {
    Device.assume();
    Network net =
        CompiledModel.create(folder, entry -> !CompiledModel.isAparapi(entry), MODEL, "-g");
    assertThat(net.runtime().program().aparapiKernel()).isEmpty();
    assertRefused(
        net, "Refused was compiled without an Aparapi kernel", "dev.neurac:neurac-opencl among");
  }

  /** The kernel of another network, which has other activations. */
  @Test
  void aDeviceThatDoesNotComputeWhatJavaDoes() throws IOException {
    Device.assume();
    Program right =
        CompiledModel.create(folder.resolve("a"), e -> true, MODEL, "-g").runtime().program();
    JavaFileObject other =
        Compilations.model(
            "Other",
            """
            @Model(loss = MEAN_SQUARED_ERROR)
            @Layer(in = 4, out = 3, act = SOFTSIGN)
            @Layer(out = 1)
            public interface Other extends Network {}
            """);
    Program wrong =
        CompiledModel.create(folder.resolve("b"), e -> true, other, "-g").runtime().program();
    NetworkRuntime mixed = new NetworkRuntime(new Mixed(right, wrong), 1);
    Network net = () -> mixed;
    assertRefused(net, "does not compute what Java does", "the losses at ", "It is not used");
    assertRefused(net, "does not compute what Java does"); // Not tried again, and not forgotten.
  }

  /** A kernel that is too long for one chain of cases, or for one method of Java. */
  @Test
  void aDeepNetworkIsTranslated() throws Exception {
    String layers =
        IntStream.range(0, 100)
            .mapToObj(i -> "@Layer(in = 2, out = 2, act = TANH, dropout = 0.1)\n")
            .collect(Collectors.joining());
    JavaFileObject deep =
        Compilations.model(
            "Deep",
            "@Model(loss = MEAN_SQUARED_ERROR)\n"
                + layers
                + "@Layer(out = 1)\npublic interface Deep extends Network {}");
    Network net = CompiledModel.create(folder, entry -> true, deep, "-g");
    Backends.refusal(); // Loads Aparapi with its logging contained.
    Kernel kernel = (Kernel) net.runtime().program().aparapiKernel().orElseThrow();
    String text =
        KernelWriter.writeToString(
            ClassModel.createClassModel(kernel.getClass()).getEntrypoint("run", kernel));
    assertThat(text).contains("__kernel void run(");
    assertThat(text.lines().mapToInt(DeviceRefusalTest::indentation).max().orElseThrow())
        .as("nesting, of which OpenCL's compilers take 250")
        .isLessThan(250);
  }

  private static int indentation(String line) {
    return (line.length() - line.stripLeading().length()) / 3;
  }

  /** Java from one network, the Aparapi kernel from another. */
  private record Mixed(Program java, Program device) implements Program {

    @Override
    public Optional<Object> aparapiKernel() {
      return device.aparapiKernel();
    }

    @Override
    public Architecture architecture() {
      return java.architecture();
    }

    @Override
    public int predictionScratch() {
      return java.predictionScratch();
    }

    @Override
    public long predictionWork() {
      return java.predictionWork();
    }

    @Override
    public void predict(
        float[] parameters,
        float[][] inputs,
        float[][] predictions,
        int from,
        float[] scratch,
        int rows) {
      java.predict(parameters, inputs, predictions, from, scratch, rows);
    }

    @Override
    public int evaluationScratch() {
      return java.evaluationScratch();
    }

    @Override
    public void evaluate(
        float[] parameters,
        float[][] inputs,
        float[][] targets,
        float[][] classes,
        float[][] predictions,
        float[][] losses,
        float[] scratch,
        int rows) {
      java.evaluate(parameters, inputs, targets, classes, predictions, losses, scratch, rows);
    }

    @Override
    public int trainingScratch() {
      return java.trainingScratch();
    }

    @Override
    public int stages() {
      return java.stages();
    }

    @Override
    public long stageWork(int stage) {
      return java.stageWork(stage);
    }

    @Override
    public void run(int stage, Step step, int part, int parts) {
      java.run(stage, step, part, parts);
    }

    @Override
    public void trace(Step step, LayerListener listener) {
      java.trace(step, listener);
    }
  }
}
