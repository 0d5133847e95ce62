#pragma once

#include "core/recordings/recording_import.h"

#include <string>

namespace nie {

/// `nie brain import REC --atlas A --tr S --clean ... -o NAME.h5`: what differs from the defaults.
std::string brainImportCommand(const RecordingImport& import, const std::string& name);

}  // namespace nie
