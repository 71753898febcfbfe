package dev.neurac.opencl;

import com.aparapi.Kernel;
import com.aparapi.Range;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.exception.QueryFailedException;
import dev.neurac.optim.update.AdamUpdate;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Program;
import java.util.Locale;

/**
 * One Aparapi kernel on one device, from its compilation to its end.
 *
 * <p>An execution is a transaction. A garbage collection between two of them may move the arrays;
 * what moved is filled anew from the host's copy, so whatever the device wrote and is still of use
 * has to be fetched right after the execution that wrote it. Scratch need not be: each execution
 * writes it before it reads it.
 */
final class KernelSession implements AutoCloseable {

  /**
   * Names how matrix products are computed, for measurements: in {@code local} memory, there in
   * {@code large} tiles, in {@code blocks} in registers, by {@code elements}; by default what suits
   * the device and the sizes.
   */
  static final String TILES = "neurac.opencl.tiles";

  /** Says how many work groups there are for each compute unit, for measurements. */
  static final String GROUPS = "neurac.opencl.groups";

  /**
   * Work groups for each compute unit: of kernels that need so many registers, a GPU runs no more
   * at a time.
   */
  private static final int GROUPS_PER_UNIT = 2;

  /** A CPU runs a group on one thread, and its lanes as vectors. */
  private static final int CPU_LANES = 64;

  private static final int SMALL_LANES = 256;

  /** How a step's phases are brought to the device. */
  enum Schedule {
    /** A pass for each phase, over the whole device. */
    WIDE,
    /** One work group, all phases of many steps in one pass. */
    SMALL
  }

  /** How a matrix product is computed. */
  enum Tiling {
    /** In tiles whose operands lie in local memory, where the size of a work group allows. */
    LOCAL,
    /** The same in larger tiles, for which a lane needs more registers. */
    LARGE,
    /** In blocks that a lane holds in registers. */
    BLOCKS,
    /** An element at a time. */
    ELEMENTS,
    /** As suits the device and the sizes. */
    AS_FITS;

    static Tiling of(String name) {
      return name.isEmpty() ? AS_FITS : valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  final NetworkKernel kernel;
  private final OpenCLDevice device;
  private Range wide;
  private Range small;
  private boolean tilesArePossible;
  private boolean compiled;
  private boolean executed;

  /**
   * Makes the kernel of a network; it is compiled when its arrays are there.
   *
   * @throws BackendException if there is none that could be compiled
   */
  KernelSession(Program program, OpenCLDevice device) {
    this(kernel(program), device);
  }

  /** Takes over a kernel that was written by hand. */
  KernelSession(NetworkKernel kernel, OpenCLDevice device) {
    this.kernel = kernel;
    this.device = device;
    prepareRanges(Math.max(1, device.getMaxWorkGroupSize()));
  }

  /**
   * Makes the ranges of both schedules.
   *
   * @param most the most lanes of a work group
   */
  private void prepareRanges(int most) {
    boolean gpu = Detection.isGpu(device);
    String named = System.getProperty(TILES, "");
    boolean many = gpu || named.equals("local") || named.equals("large");
    int lanes = powerOfTwo(Math.min(many ? NetworkKernel.TILE_LANES : CPU_LANES, most));
    int groups =
        Math.max(1, device.getMaxComputeUnits()) * Integer.getInteger(GROUPS, GROUPS_PER_UNIT);
    wide = device.createRange(groups * lanes, lanes);
    int smallLanes = gpu ? powerOfTwo(Math.min(SMALL_LANES, most)) : lanes;
    small = device.createRange(smallLanes, smallLanes);
    tilesArePossible = lanes == NetworkKernel.TILE_LANES;
    tile(Tiling.of(named));
  }

  /**
   * Says how matrix products are computed from now on. On a CPU, local memory is memory like any
   * other and only adds copies, so by itself only a GPU takes it: for products that have a tile for
   * every third compute unit, and large tiles for those that have one for each.
   */
  void tile(Tiling tiling) {
    int units = Math.max(1, device.getMaxComputeUnits());
    boolean tiles =
        switch (tiling) {
          case LOCAL, LARGE -> true;
          case BLOCKS, ELEMENTS -> false;
          case AS_FITS -> Detection.isGpu(device);
        };
    kernel.localTiles = tilesArePossible && tiles ? 1 : 0;
    kernel.leastTiles = tiling == Tiling.AS_FITS ? Math.max(1, units / 3) : 1;
    kernel.leastLargeTiles =
        switch (tiling) {
          case AS_FITS -> units;
          case LARGE -> 1;
          case LOCAL, BLOCKS, ELEMENTS -> Integer.MAX_VALUE;
        };
    kernel.leastBlocks =
        switch (tiling) {
          case BLOCKS -> 1;
          case ELEMENTS -> Integer.MAX_VALUE;
          case LOCAL, LARGE, AS_FITS -> 0;
        };
  }

  private static int powerOfTwo(int atMost) {
    return Integer.highestOneBit(atMost);
  }

  private static NetworkKernel kernel(Program program) {
    Architecture network = program.architecture();
    Object kernel =
        program
            .aparapiKernel()
            .orElseThrow(
                () ->
                    new BackendException(
                        network.name()
                            + " was compiled without an Aparapi kernel. Compile it with"
                            + " dev.neurac:neurac-opencl among its dependencies; a module also"
                            + " requires dev.neurac.opencl."));
    ClassFiles.requireLocalNames(kernel.getClass(), Kernel.class);
    ClassFiles.requireLocalNames(AdamUpdate.class, Object.class); // As all updates, translated too.
    return (NetworkKernel) kernel;
  }

  /**
   * Compiles the kernel for the device; its arrays have to be there.
   *
   * @throws BackendException if Aparapi or the driver refuses it
   */
  void compile() {
    device.setSharedMemory(false); // With shared memory, a collection ends the process.
    try {
      kernel.compile(device);
      compiled = true;
      kernel.putProducts();
      int most = kernel.getKernelMaxWorkGroupSize(device);
      if (most < Math.max(wide.getLocalSize(0), small.getLocalSize(0))) {
        prepareRanges(Math.max(1, most)); // Its lanes need more registers than the device has.
      }
    } catch (CompileFailedException | QueryFailedException | RuntimeException | LinkageError e) {
      throw new BackendException(
          "the Aparapi kernel "
              + kernel.getClass().getName()
              + " cannot be compiled for "
              + Detection.text(device)
              + ": "
              + rootOf(e)
              + ". This is a defect of Neurac or of the driver: please report it with the model.",
          e);
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * Executes some steps. What survives is to be fetched at once.
   *
   * @throws BackendException if the device fails
   */
  void execute(Schedule schedule, int steps) {
    kernel.small = schedule == Schedule.SMALL ? 1 : 0;
    kernel.steps = steps;
    int passes = schedule == Schedule.SMALL ? 1 : Math.multiplyExact(steps, kernel.passes());
    executed = true;
    try {
      // A range of the device: where that fails, Aparapi's thread pool refuses to take over.
      kernel.execute(range(schedule), passes);
    } catch (RuntimeException | Error e) {
      if (e instanceof VirtualMachineError) {
        throw e;
      }
      throw new BackendException(
          "the device " + Detection.text(device) + " failed: " + rootOf(e), e);
    }
  }

  /**
   * Returns the device that executions run on. Their ranges are made for it, so that Aparapi, where
   * it fails, does not turn to another or to threads of its own, but throws.
   */
  OpenCLDevice device() {
    return device;
  }

  /** Returns the range of an execution. */
  Range range(Schedule schedule) {
    return schedule == Schedule.SMALL ? small : wide;
  }

  /**
   * Frees everything on the device. What never was compiled must not be freed, and what never was
   * executed neither: only the first execution tells Aparapi's native side how many arguments there
   * are, and before it frees whatever it finds. So that is made up for by one of no steps.
   */
  @Override
  public void close() {
    if (!compiled) {
      return;
    }
    compiled = false;
    if (!executed) {
      try {
        execute(Schedule.SMALL, 0);
      } catch (BackendException e) {
        // It fails on the device, by want of memory say, when its arguments are known.
      }
    }
    kernel.dispose();
  }
}
