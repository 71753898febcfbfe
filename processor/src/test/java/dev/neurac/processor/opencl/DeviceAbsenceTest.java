package dev.neurac.processor.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.opencl.OpenClAccelerator;
import dev.neurac.runtime.Backends;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines on which OpenCL is missing or broken, each in a process of its own: unless it is named,
 * everything runs on Java and next to nothing is said; where it is named, the error says why.
 */
class DeviceAbsenceTest {

  @TempDir private Path folder;

  /** What a process wrote. */
  private record Output(String out, String err) {}

  @Test
  void withoutTheArtifactEverythingRunsOnJavaAndNothingIsSaid()
      throws IOException, InterruptedException {
    Output output = run(withoutTheArtifact(), "auto", Map.of());
    assertRanQuietly(output);
    assertThat(output.err()).isEmpty();
    assertThat(output.out().lines().filter(line -> line.contains("opencl")))
        .singleElement()
        .asString()
        .startsWith("no opencl: neurac-opencl is neither on the class path");
  }

  @Test
  void withoutTheArtifactOpenClIsAnError() throws IOException, InterruptedException {
    Output output = run(withoutTheArtifact(), "opencl", Map.of());
    assertRefused(
        output, "neurac-opencl is neither", "Add the dependency dev.neurac:neurac-opencl");
  }

  @Test
  void withoutAparapiEverythingRunsOnJava() throws IOException, InterruptedException {
    Output output = run(withoutAparapi(), "auto", Map.of());
    assertRanQuietly(output);
    assertThat(output.out()).contains("no opencl: Aparapi is not on the class path");
  }

  @Test
  void withoutAparapiOpenClIsAnError() throws IOException, InterruptedException {
    Output output = run(withoutAparapi(), "opencl", Map.of());
    assertRefused(output, "Aparapi is not on the class path", "Add com.aparapi:aparapi");
  }

  @Test
  void javaIsSilent() throws IOException, InterruptedException {
    Output output = run(classPath(), "java", Map.of());
    assertThat(output.out()).isEqualTo("trained 1\npredicted 2\n");
    assertThat(output.err()).isEmpty();
  }

  @Test
  void aBackEndThatIsNoneIsAnError() throws IOException, InterruptedException {
    Output output = run(classPath(), "cuda", Map.of());
    assertThat(output.err()).contains("-Dneurac.backend is auto, java, opencl, but is \"cuda\"");
  }

  /** A file of the loader's name that is no library stands before the real one. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutALoader() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("libOpenCL.so.1"));
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", folder.toString());
    Output output = run(classPath(), "auto", environment);
    assertRanQuietly(output);
    assertThat(output.out()).contains("no opencl: no OpenCL loader (libOpenCL.so.1, OpenCL.dll)");
    assertRefused(
        run(classPath(), "opencl", environment), "no OpenCL loader", "Install the driver");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutADriver() throws IOException, InterruptedException {
    Device.assume(); // Without the loader it would be its absence that is said.
    Map<String, String> environment = Map.of("OCL_ICD_VENDORS", folder.toString());
    Output output = run(classPath(), "auto", environment);
    assertRanQuietly(output);
    assertThat(output.out()).contains("no opencl: there is an OpenCL loader, but no driver");
    assertRefused(
        run(classPath(), "opencl", environment), "no driver tells it of a device", "Install");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAFolderForTheNativeLibrary() throws IOException, InterruptedException {
    String option = "-Djava.io.tmpdir=/proc"; // Where not even root can make files.
    Output output = run(classPath(), "auto", Map.of(), option);
    assertRanQuietly(output);
    assertThat(output.out()).contains("/proc cannot be written");
    assertRefused(
        run(classPath(), "opencl", Map.of(), option),
        "/proc cannot be written",
        "-Djava.io.tmpdir");
  }

  @Test
  void aDeviceThatIsNotThere() throws IOException, InterruptedException {
    Device.assume();
    assertRefused(
        run(classPath(), "opencl", Map.of(), "-Dneurac.opencl.device=abacus"),
        "-Dneurac.opencl.device=abacus names none of the devices that there are: ",
        "Write a part of one");
  }

  @Test
  void aDeviceByAPartOfItsName() throws IOException, InterruptedException {
    Device.assume();
    String name = Backends.openCl().device().orElseThrow();
    String option = "-Dneurac.opencl.device=" + name.substring(1, 6).toUpperCase(Locale.ROOT);
    assertThat(run(classPath(), "opencl", Map.of(), option).out())
        .contains("trained 1")
        .contains("opencl would use: " + name.substring(0, 6));
  }

  /** A CPU is not taken unless it is named, since Java is faster there. */
  @Test
  void aDeviceThatIsNoGpuIsLeftAlone() throws IOException, InterruptedException {
    Device.assume();
    Output output = run(classPath(), "auto", Map.of());
    assertThat(output.out())
        .contains("trained 1")
        .contains("predicted 2")
        .doesNotContain("the levels of the application's log changed");
    if (output.out().contains("(CPU,") && !output.out().contains("(GPU,")) {
      assertThat(output.out()).contains("auto: java, since ").contains(" is no GPU");
    }
  }

  private static void assertRanQuietly(Output output) {
    assertThat(output.out())
        .contains("trained 1")
        .contains("predicted 2")
        .doesNotContain("the levels of the application's log changed");
    assertThat(output.err().lines().filter(line -> line.contains("INFO"))).hasSizeLessThan(2);
    assertThat(output.err()).doesNotContain("SEVERE").doesNotContain("Exception");
  }

  private static void assertRefused(Output output, String reason, String advice) {
    assertThat(output.out())
        .startsWith("dev.neurac.runtime.BackendException: the back end opencl cannot be used: ")
        .contains(reason)
        .contains(advice)
        .doesNotContain("trained");
  }

  private static List<String> classPath() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static List<String> withoutTheArtifact() {
    String artifact =
        new File(
                OpenClAccelerator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .getPath();
    List<String> without =
        withoutAparapi().stream().filter(entry -> !entry.equals(artifact)).toList();
    assertThat(without).hasSize(withoutAparapi().size() - 1);
    return without;
  }

  private static List<String> withoutAparapi() {
    List<String> without =
        classPath().stream().filter(entry -> !CompiledModel.isAparapi(entry)).toList();
    assertThat(without).hasSizeLessThan(classPath().size());
    return without;
  }

  private Output run(
      List<String> classPath, String backend, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    if (Runtime.version().feature() > 17) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Dneurac.backend=" + backend);
    command.add("-cp");
    command.add(classPath.stream().collect(Collectors.joining(File.pathSeparator)));
    command.add(ForkedTraining.class.getName());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.start().waitFor();
    return new Output(text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
