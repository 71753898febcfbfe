package dev.neurac.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Measures how much processor time javac takes for networks of many layers, each in a process of
 * its own, as builds do it. Several processors take turns, so that what else the machine does falls
 * on all of them.
 *
 * <pre>
 * java -cp target/classes:$(&lt;target/classpath) dev.neurac.benchmarks.CompileTime [PATH…]
 * </pre>
 *
 * <p>Each argument is a {@code -processorpath}; without any, the processor of the class path is
 * measured. {@code -Dlayers=1,100,1000} says how many layers, and {@code -Drounds=3} how often.
 */
final class CompileTime {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);

  private static final List<Integer> LAYERS =
      Arrays.stream(System.getProperty("layers", "1,100,1000").split(","))
          .map(Integer::valueOf)
          .toList();

  private static final int WIDTH = 64;

  private CompileTime() {}

  /** Prints, for each network and processor path, the least seconds of {@link #ROUNDS}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args[0].equals("-compile")) {
      compile(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    String classPath = System.getProperty("java.class.path");
    List<String> processors = args.length > 0 ? List.of(args) : List.of(classPath);
    Map<String, Double> least = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String form : List.of("stack", "node")) {
        for (String path : List.of(without(classPath, "aparapi"), classPath)) {
          for (int layers : LAYERS) {
            for (int i = 0; i < processors.size(); i++) {
              String name =
                  "%s form, %4d layers, %s OpenCL, processor %d"
                      .formatted(form, layers, path.equals(classPath) ? "with" : "without", i + 1);
              least.merge(name, seconds(form, layers, path, processors.get(i)), Math::min);
            }
          }
        }
      }
    }
    least.forEach((name, time) -> System.out.printf(Locale.ROOT, "%s: %6.2f s%n", name, time));
  }

  private static String without(String classPath, String library) {
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.contains(library))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the processor time of a process that compiles a network, NaN if it cannot. */
  private static double seconds(String form, int layers, String classPath, String processors)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("neurac");
    try {
      Path source = folder.resolve("Deep.java");
      Files.writeString(source, form.equals("stack") ? stack(layers) : nodes(layers));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // No processor on the class path: javac would take that one, before those of its own path.
      command.addAll(List.of("-cp", ownClasses()));
      command.addAll(List.of(CompileTime.class.getName(), "-compile"));
      command.addAll(List.of("-g", "-nowarn", "-d", folder.toString(), "-cp", classPath));
      command.addAll(List.of("-processorpath", processors, source.toString()));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Double.parseDouble(printed) : Double.NaN;
    } finally {
      delete(folder);
    }
  }

  /** Returns where this class lies. */
  private static String ownClasses() {
    try {
      return Path.of(CompileTime.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(String[] arguments) {
    int status = ToolProvider.getSystemJavaCompiler().run(null, System.err, null, arguments);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.println(system.getProcessCpuTime() / 1e9);
    System.exit(status);
  }

  private static String stack(int layers) {
    return "@dev.neurac.Model(loss = dev.neurac.Loss.MEAN_SQUARED_ERROR)\n"
        + "@dev.neurac.Layer(in = %1$d, out = %1$d)\n".formatted(WIDTH)
        + "@dev.neurac.Layer(out = %d, act = dev.neurac.Activation.RELU)\n"
            .formatted(WIDTH)
            .repeat(layers - 1)
        + "interface Deep extends dev.neurac.runtime.Network {}\n";
  }

  private static String nodes(int layers) {
    return "import dev.neurac.*;\n"
        + "@Model(loss = Loss.MEAN_SQUARED_ERROR)\n"
        + "interface Deep extends dev.neurac.runtime.Network {\n"
        + "  @Layer(out = %1$d) Tensor n0(@Input(%1$d) Tensor features);\n".formatted(WIDTH)
        + IntStream.range(1, layers)
            .mapToObj(
                i ->
                    "  @Layer(out = %d, act = Activation.RELU) Tensor n%d(Tensor n%d);\n"
                        .formatted(WIDTH, i, i - 1))
            .collect(Collectors.joining())
        + "}\n";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
