package dev.neurac.processor.codegen;

import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.codegen.KernelGroups.Group;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.passes.Phases;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plans;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a Java class file holds, counted before a network is written: else javac would work on it
 * for long, and then fail.
 *
 * <p>Methods are split, but each class has one constant pool, and its entries are numbered by 16
 * bits; so are the bytes of a method, and those of the one that gives all static fields their
 * values.
 */
public final class ClassFileLimits {

  /** The most entries of a constant pool, and bytes of a method. */
  static final int MAX = 65_535;

  /** What every network's class refers to of the runtime. */
  private static final int ENTRIES_OF_ALL = 400;

  /** No call takes more, not even of a kernel with as many inputs as Java allows. */
  private static final int MAX_ENTRIES_OF_LAUNCH = 24;

  /** A field's value from a text: ldc_w, invokestatic, putstatic. */
  private static final int BYTES_OF_STRIP = 9;

  private ClassFileLimits() {}

  /** Reports a network that no class file holds. */
  public static void check(CheckedModel model, Plans plans, Diagnostics diagnostics) {
    long entries = entries(model, plans);
    if (entries <= MAX) {
      return;
    }
    int layers = model.layers().size();
    diagnostics.report(
        Problem.MODEL_TOO_LARGE,
        model.spec().origin(),
        String.format(
            Locale.ROOT,
            "the %,d layers of %s make about %,d names and constants; a Java class holds %,d",
            layers,
            model.spec().name(),
            entries,
            MAX),
        String.format(
            Locale.ROOT,
            "Use fewer layers, of these at most %,d, or more than one network.",
            (long) layers * MAX / entries));
  }

  /** Returns about how many entries the constant pool takes, never too few. */
  static long entries(CheckedModel model, Plans plans) {
    long layers = ENTRIES_OF_ALL + 3L * model.layers().size() + 2L * model.parameters().size();
    List<Launch> launches = KernelGroups.launches(plans).toList();
    long most = layers + (long) MAX_ENTRIES_OF_LAUNCH * launches.size();
    if (most <= MAX) {
      return most; // Nearly all networks: there is no need to count.
    }
    KernelGroups groups = new KernelGroups(plans);
    Set<Group> methods = new HashSet<>();
    Set<String> values = new HashSet<>();
    Set<Integer> offsets = new HashSet<>();
    long strips = 0;
    for (Launch launch : launches) {
      launch.buffers().forEach(buffer -> offsets.add(buffer.offset()));
      if (methods.add(groups.of(launch))) {
        Kernel kernel = launch.kernel();
        boolean isStrip =
            kernel.perRow() && (kernel.intrinsic().isEmpty() || launch.node().gradient());
        strips += isStrip ? 1 : 0;
        for (Buffer buffer : launch.buffers()) {
          Node value = buffer.node();
          values.add(value.layer() + value.gradient() + value.part() + value.op());
        }
      }
    }
    // A method and a field: a name, a name with a type, a reference; a text, and a constant of it.
    // A value: the names of its array and of its begin in it.
    long counted = layers + 3L * methods.size() + 5 * strips + 2L * values.size() + offsets.size();
    return Math.max(counted, strips * BYTES_OF_STRIP);
  }

  /** Returns why no class holds the network's Aparapi kernel, if none does. */
  public static Optional<String> excessOfAparapiKernel(Plans plans) {
    List<Plan> all = List.of(plans.training(), plans.evaluation(), plans.prediction());
    if (all.stream().flatMap(plan -> plan.launches().stream()).mapToLong(l -> bytes(l)).sum()
        <= MAX) {
      return Optional.empty(); // Nearly all networks: there is no need to find the phases.
    }
    List<List<Launch>> phases = all.stream().flatMap(plan -> Phases.of(plan).stream()).toList();
    long loops = longest(phases, false, Dispatch.MAX_IN_A_CHAIN);
    long products = longest(phases, true, OpenClBackend.PHASES_IN_A_METHOD);
    long bytes = Math.max(loops, products);
    return bytes <= MAX
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "it would have a method of about %,d bytes, and Java allows %,d",
                bytes,
                MAX));
  }

  /** Returns the bytes of the longest method, of those that each do so many phases. */
  private static long longest(List<List<Launch>> phases, boolean products, int inMethod) {
    List<Long> bytes =
        phases.stream()
            .map(
                phase ->
                    phase.stream()
                        .filter(launch -> TableEntry.isOf(launch.kernel()) == products)
                        .mapToLong(ClassFileLimits::bytes)
                        .sum())
            .filter(sum -> products || sum > 0)
            .toList();
    long longest = 0;
    for (int from = 0; from < bytes.size(); from += inMethod) {
      List<Long> method = bytes.subList(from, Math.min(from + inMethod, bytes.size()));
      longest = Math.max(longest, 10L * inMethod + method.stream().mapToLong(b -> b).sum());
    }
    return longest;
  }

  /** Returns at most how long a call in an Aparapi kernel is: "capacity * 70000" for each value. */
  private static long bytes(Launch launch) {
    long branch = launch.ofClasses().isPresent() ? 12 : 0;
    return branch
        + launch.withAlternative().mapToLong(call -> 20 + 8L * call.buffers().size()).sum();
  }
}
