// uses Input0Net
package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.From;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
interface Input0 extends Network {
  @Layer(out = 3)
  Tensor y(@Input(2) @From("") Tensor x); // error [InvalidName] the input is named '', which
}

@Model(loss = MEAN_SQUARED_ERROR)
interface Input1 extends Network {
  @Layer(out = 3)
  Tensor y(@Input(2) @From("*/") Tensor x); // error [InvalidName] the input is named '*/', which
}

@Model(loss = MEAN_SQUARED_ERROR)
interface Input2 extends Network {
  @Layer(out = 3)
  Tensor y(@Input(2) @From("class") Tensor x); // error [InvalidName] the input is named 'class', which
}

@Model(loss = MEAN_SQUARED_ERROR)
interface Input3 extends Network {
  @Layer(out = 3)
  Tensor y(@Input(2) @From("a\"b\\") Tensor x); // error [InvalidName] the input is named 'a"b\', which
}

@Model(loss = MEAN_SQUARED_ERROR)
interface Input4 extends Network {
  @Layer(out = 3)
  Tensor y(@Input(2) @From("a\0b") Tensor x); // error [InvalidName] the input is named 'a\u0000b', which
}
