package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = CROSS_ENTROPY,
    parameters = 36_741) // error [ParameterCount] its layers have 36,740
@Layer(in = 20, out = 128, act = RELU)
@Layer(in = 128, out = 256, act = RELU)
@Layer(in = 256, out = 4)
interface ParameterCount extends Network {}

/* expected
[ParameterCount] ParameterCount declares 36,741 parameters, but its layers have 36,740
    layer 1  20×128 + 128    2,688
    layer 2  128×256 + 256  33,024
    layer 3  256×4 + 4       1,028
    total                   36,740
  Write parameters = 36_740, or correct the layer that is not what you meant.
*/
