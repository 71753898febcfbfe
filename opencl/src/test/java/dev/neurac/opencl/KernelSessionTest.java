package dev.neurac.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aparapi.device.OpenCLDevice;
import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.runtime.BackendException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One Aparapi kernel, written by hand, on a real device. */
class KernelSessionTest {

  @BeforeAll
  static void needDevice() {
    RealDevice.assume();
  }

  private static KernelSession session(NetworkKernel kernel) {
    KernelSession session = RealDevice.session(kernel);
    kernel.bind(4, 3, 3, 0);
    kernel.makeRoom();
    kernel.choosePhases(false, false, 0, 1);
    kernel.data = new float[9 * 3];
    kernel.results = new float[9 * 3];
    kernel.end = 9;
    return session;
  }

  /**
   * Aparapi's own word for where a kernel ran is not to be trusted. But compiling for the device
   * throws where that cannot be, and an execution over a range of the device throws where the
   * device fails, so what comes back came from there.
   */
  @ParameterizedTest
  @EnumSource
  void theDeviceDoesTheWork(Schedule schedule) {
    DoublingKernel kernel = new DoublingKernel();
    try (KernelSession session = session(kernel)) {
      session.compile();
      assertThat(session.device()).isInstanceOf(OpenCLDevice.class);
      assertThat(session.range(schedule).getDevice()).isSameAs(session.device());
      for (int i = 0; i < kernel.data.length; i++) {
        kernel.data[i] = i;
      }
      kernel.put(kernel.data);
      session.execute(schedule, 3);
      assertThat(kernel.results).as("nothing comes back unless it is fetched").containsOnly(0);
      kernel.get(kernel.results);
      for (int i = 0; i < kernel.data.length; i++) {
        assertThat(kernel.results[i]).isEqualTo(2f * i);
      }
    }
  }

  @Test
  void whatCannotBeTranslatedIsSaid() {
    try (KernelSession session = session(new UntranslatableKernel())) {
      assertThatThrownBy(session::compile)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining(UntranslatableKernel.class.getName())
          .hasMessageContaining("cannot be compiled for " + Detection.text(session.device()));
    } // Closing what was never compiled must not free anything: that would end the process.
  }

  @Test
  void aKernelIsFreedOnce() {
    KernelSession session = session(new DoublingKernel());
    session.compile();
    session.close();
    session.close();
  }
}
