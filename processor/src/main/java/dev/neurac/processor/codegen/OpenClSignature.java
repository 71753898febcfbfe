package dev.neurac.processor.codegen;

import com.palantir.javapoet.NameAllocator;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The buffers that a method of an Aparapi kernel mentions. The arrays are fields; where in them a
 * buffer's value begins is an argument: {@code layer1At}, or {@code biasAt} for a parameter, whose
 * layer is left out because layers of one size share a method.
 */
final class OpenClSignature implements LoopPrinter.Buffers {

  /** The other arguments, and fields of the base class that an argument would hide. */
  private static final List<String> RESERVED =
      List.of("lane", "lanes", "rows", "step", "point", "product", "gradientsAt", "lossesAt");

  private final Launch launch;
  private final Map<Integer, String> offsets = new TreeMap<>();

  /**
   * Makes the signature of a method.
   *
   * @param body what the method does, of a kernel or of what follows a product
   */
  OpenClSignature(Plan plan, Launch launch, List<Stmt> body) {
    this.launch = launch;
    NameAllocator allocator = new NameAllocator();
    RESERVED.forEach(allocator::newName);
    List<Expr> expressions = Kernel.expressions(body);
    for (int buffer = 0; buffer < launch.buffers().size(); buffer++) {
      if (stores(body, buffer) || loads(expressions, buffer)) {
        String value = value(plan, launch.buffers().get(buffer));
        offsets.put(buffer, allocator.newName(OpenClDialect.identifier(value) + "At"));
      }
    }
  }

  private static boolean stores(List<Stmt> body, int buffer) {
    return body.stream()
        .anyMatch(
            s ->
                s instanceof Stmt.Store store && store.buffer() == buffer
                    || s instanceof Stmt.For loop && stores(loop.body(), buffer));
  }

  private static boolean loads(List<Expr> expressions, int buffer) {
    return expressions.stream()
        .anyMatch(
            e ->
                e instanceof Expr.Load load && load.buffer() == buffer
                    || loads(e.children(), buffer));
  }

  /** Returns the numbers of the buffers that the method mentions. */
  List<Integer> buffers() {
    return List.copyOf(offsets.keySet());
  }

  @Override
  public String array(int buffer) {
    return array(launch.buffers().get(buffer));
  }

  @Override
  public String offset(int buffer) {
    return offsets.get(buffer);
  }

  /** Returns the field that a buffer lies in. */
  static String array(Buffer buffer) {
    return buffer.place() == Place.PARAMETERS ? "values" : "scratch";
  }

  private static String value(Plan plan, Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS -> KernelGroups.role(buffer);
      case GRADIENTS -> KernelGroups.role(buffer) + "Gradient";
      case INPUT -> buffer.name();
      case TARGETS -> "targets";
      case CLASSES -> "classes";
      case ROW_WEIGHTS -> "rowWeights";
      case LOSSES, PREDICTIONS, SCRATCH, SHARED -> KernelSignature.valueName(plan, buffer.node());
    };
  }
}
