package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeOfRow extends Network {
  @Layer(out = 3)
  Tensor hidden(
      @Input({65_536, 65_536}) // error [InvalidSize] is 65536×65536 = 4,294,967,296 values; an array holds
          Tensor image);
}
