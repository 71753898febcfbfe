package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeOfOutput extends Network {
  @Layer(out = 16_000) // error [InvalidSize] hidden produces 16,777,216,000 values for each row; training
  Tensor hidden(@Input({1024, 1024, 1}) Tensor image);
}
