#pragma once

class QComboBox;

namespace nie {

/// Chooses whose samples are looked at: validation, as at first, test or training.
QComboBox* makeSplitBox(const char* name);

}  // namespace nie
