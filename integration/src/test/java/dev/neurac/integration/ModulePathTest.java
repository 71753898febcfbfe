package dev.neurac.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aparapi.Kernel;
import com.aparapi.natives.NativeLoader;
import com.google.gson.Gson;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.neurac.Model;
import dev.neurac.opencl.NetworkKernel;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.bcel.Const;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications with a module of their own, compiled and run with nothing but jars on the module
 * path: no option opens a module, and none adds one but that of vectors.
 */
class ModulePathTest {

  private static final Path APPLICATIONS = Path.of("src", "test", "applications");

  private static final List<Path> RUNTIME =
      jars(Model.class, Network.class, Gson.class, CsvReader.class);

  @TempDir private static Path shared;

  private static List<Path> shop;

  @TempDir private Path folder;

  @BeforeAll
  static void compileTheShop() throws IOException, InterruptedException {
    shop = compile("shop", RUNTIME);
  }

  static List<Jdk> jdks() throws IOException {
    return Jdk.installed();
  }

  private static List<Path> jars(Class<?>... types) {
    List<Path> jars = Stream.of(types).map(CompilerRun::where).toList();
    assertThat(jars).as("the packaged jars").allMatch(Files::isRegularFile);
    return jars;
  }

  /** Compiles an application as strictly as javac can; returns the module path to run it by. */
  private static List<Path> compile(String application, List<Path> modulePath)
      throws IOException, InterruptedException {
    Path classes = shared.resolve(application);
    List<String> command =
        new ArrayList<>(
            List.of(
                jdks().get(0).tool("javac"),
                "-J-XX:TieredStopAtLevel=1",
                "--release",
                "17",
                "-g",
                "-Xlint:all,-path,-processing",
                "-Werror",
                "--module-path",
                Jdk.path(modulePath),
                "--processor-path",
                Jars.of("neurac-processor.jar").toString(),
                "-d",
                classes.toString()));
    try (Stream<Path> files = Files.walk(APPLICATIONS.resolve(application))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
    }
    Jdk.output(command, shared);
    return Stream.concat(modulePath.stream(), Stream.of(classes)).toList();
  }

  private String run(String java, List<Path> modulePath, String main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java));
    if (!modulePath.isEmpty()) {
      command.addAll(List.of("--module-path", Jdk.path(modulePath)));
    }
    command.addAll(List.of("-m", main));
    command.addAll(List.of(arguments));
    return Jdk.output(command, folder);
  }

  private static void assertThatAllWorked(String output) {
    assertThat(output)
        .contains("read 2000")
        .contains("trained 20")
        .contains("accurate true")
        .contains("loaded true")
        .contains("a layer 64")
        .contains("the back end opencl cannot be used: neurac-opencl is neither on")
        .contains("Add the dependency dev.neurac:neurac-opencl");
    assertThat(output.lines().filter(line -> line.startsWith("no opencl: "))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatRequiresTheRuntimeAlone(Jdk jdk) throws IOException, InterruptedException {
    assertThatAllWorked(run(jdk.tool("java"), shop, "shop/shop.Main", folder.toString()));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void itsRunTimeImage(Jdk jdk) throws IOException, InterruptedException {
    Path image = folder.resolve("image");
    Jdk.output(
        List.of(
            jdk.tool("jlink"),
            "--module-path",
            Jdk.path(shop),
            "--add-modules",
            "shop",
            "--output",
            image.toString()),
        folder);
    String java = image.resolve("bin").resolve("java").toString();
    assertThat(Jdk.output(List.of(java, "--list-modules"), folder).lines())
        .as("nothing of the JDK but its base")
        .filteredOn(line -> line.startsWith("java.") || line.startsWith("jdk."))
        .hasSize(1);
    assertThatAllWorked(run(java, List.of(), "shop/shop.Main", folder.toString()));
  }

  /** The runtime's module does not require that of vectors, but reads it where it is. */
  @ParameterizedTest
  @MethodSource("jdks")
  void itsNetworksRunOnVectors(Jdk jdk) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    List<String> command =
        List.of(
            jdk.tool("java"),
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:ActiveProcessorCount=4", // So that vectors are worth it sooner.
            "-Xlog:class+load:file=" + log,
            "--module-path",
            Jdk.path(shop),
            "-m",
            "shop/shop.Main",
            folder.toString(),
            log.toString());
    String output = Jdk.output(command, folder);
    assertThatAllWorked(output);
    assertThat(Files.readString(log)).contains("dev.neurac.kernels.VectorTiles");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatRequiresTheGpuToo(Jdk jdk) throws IOException, InterruptedException {
    String reason = Backends.refusal().orElse("");
    assumeTrue(
        System.getenv("NEURAC_OPENCL_REQUIRED") != null || reason.isEmpty(),
        "not run, for want of an OpenCL device: " + reason);
    List<Path> jars = new ArrayList<>(RUNTIME);
    jars.addAll(
        jars(
            NetworkKernel.class,
            Kernel.class,
            NativeLoader.class,
            Const.class, // of BCEL, which Aparapi reads class files with
            StringUtils.class)); // which BCEL needs
    List<Path> modules = compile("gpu", jars);
    assertThat(run(jdk.tool("java"), modules, "gpu/gpu.Main"))
        .contains("agrees true")
        .contains("opencl would use: ")
        .contains("last: opencl, ");
  }

  @Test
  void anApplicationWithoutAGpuCarriesNoNativeCode() throws IOException {
    for (Path jar : RUNTIME) {
      assertThat(Files.size(jar)).as("%s", jar).isLessThan(2_000_000);
    }
  }
}
