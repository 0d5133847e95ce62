#pragma once

#include "core/config/options.h"

#include <QString>

#include <optional>

namespace nie {

/// The shortest text that reads back as the same number: "0.001", "1e-4", "2.5e-7".
QString realText(double value);

/// The number in the text, in C notation, or nothing when it is none or not allowed.
std::optional<double> realFromText(const QString& text, const OptionInfo& info);

/// "weight_decay" -> "Weight decay".
QString optionLabel(const std::string& name);

}  // namespace nie
