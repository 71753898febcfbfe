package dev.neurac.opencl;

import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.opencl.OpenCLLoader;
import dev.neurac.runtime.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The OpenCL devices of this machine, and which of them is used: a GPU before an accelerator before
 * a CPU, then the one with the most compute units.
 *
 * @param devices every device, the one that is used first
 * @param refusal why there is none, and what would change it
 */
record Detection(List<OpenCLDevice> devices, Optional<String> refusal) {

  /** Names the device, by a part of what {@link #text} says of it. */
  static final String DEVICE = "neurac.opencl.device";

  /**
   * Looks.
   *
   * @throws BackendException if Aparapi is not there at all
   */
  static Detection look() {
    try {
      QuietAparapi.load();
    } catch (NoClassDefFoundError e) {
      throw new BackendException(
          "Aparapi is not on the class path, or not all of it ("
              + e
              + "). Add com.aparapi:aparapi 3.0.2, which neurac-opencl depends on unless it was"
              + " excluded.",
          e);
    }
    try {
      if (!OpenCLLoader.isOpenCLAvailable()) {
        return new Detection(List.of(), Optional.of(whyNotLoaded()));
      }
      List<OpenCLDevice> devices = new ArrayList<>(OpenCLDevice.listDevices(null));
      devices.sort(
          Comparator.comparingInt((OpenCLDevice device) -> rank(device.getType()))
              .thenComparing(Comparator.comparingInt(OpenCLDevice::getMaxComputeUnits).reversed()));
      String named = System.getProperty(DEVICE, "");
      if (!devices.isEmpty() && !named.isEmpty()) {
        return ofName(devices, named);
      }
      return new Detection(
          devices,
          devices.isEmpty()
              ? Optional.of(
                  "there is an OpenCL loader, but no driver tells it of a device. Install the"
                      + " driver of your GPU with its OpenCL part; on Linux it leaves a file in"
                      + " /etc/OpenCL/vendors.")
              : Optional.empty());
    } catch (LinkageError e) {
      return new Detection(
          List.of(),
          Optional.of(
              "Aparapi cannot be loaded ("
                  + e
                  + "). com.aparapi:aparapi 3.0.2, com.aparapi:aparapi-jni and bcel belong"
                  + " together; neurac-opencl depends on them."));
    }
  }

  private static Detection ofName(List<OpenCLDevice> devices, String named) {
    String wanted = named.toLowerCase(Locale.ROOT);
    List<OpenCLDevice> fitting =
        devices.stream().filter(d -> text(d).toLowerCase(Locale.ROOT).contains(wanted)).toList();
    return new Detection(
        fitting,
        fitting.isEmpty()
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "-D%s=%s names none of the devices that there are: %s. Write a part of one.",
                    DEVICE,
                    named,
                    devices.stream().map(Detection::text).collect(Collectors.joining("; "))))
            : Optional.empty());
  }

  private static int rank(Device.TYPE type) {
    return switch (type) {
      case GPU -> 0;
      case ACC -> 1;
      default -> 2;
    };
  }

  private static String whyNotLoaded() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Files.delete(Files.createTempFile(folder, "neurac", ".tmp"));
    } catch (IOException | SecurityException e) {
      return "Aparapi unpacks its native library into the folder for temporary files, but "
          + folder
          + " cannot be written. Give the JVM another by -Djava.io.tmpdir.";
    }
    return "no OpenCL loader (libOpenCL.so.1, OpenCL.dll) was found for "
        + System.getProperty("os.name")
        + " on "
        + System.getProperty("os.arch")
        + ", or programs may not be run from "
        + folder
        + ". Install the driver of your GPU and, on Linux, the package ocl-icd-libopencl1;"
        + " Aparapi knows Linux, Windows, and macOS on Intel.";
  }

  Optional<OpenCLDevice> best() {
    return devices.stream().findFirst();
  }

  static boolean isGpu(OpenCLDevice device) {
    return device.getType() == Device.TYPE.GPU;
  }

  /** {@code NVIDIA H100 (GPU, 132 compute units, 80000 MB, NVIDIA CUDA)}. */
  static String text(OpenCLDevice device) {
    return String.format(
        Locale.ROOT,
        "%s (%s, %d compute units, %d MB, %s)",
        device.getName() == null ? "device" : device.getName().strip(),
        device.getType(),
        device.getMaxComputeUnits(),
        device.getGlobalMemSize() >> 20,
        device.getOpenCLPlatform().getName().strip());
  }
}
