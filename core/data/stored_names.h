#pragma once

#include <cstdint>

namespace nie::stored {

// The layout of a stored data set (docs/data.md), in one place for writer and reader.
inline constexpr const char* kFormatName = "NIE Studio data set";
inline constexpr std::int64_t kNewestVersion = 1;

// Data sets of the file.
inline constexpr const char* kValues = "values";
inline constexpr const char* kTimes = "times";
inline constexpr const char* kSpace = "space/";  ///< followed by the name of the axis
// Sample numbers of a split that the set brings with it; absent: none.
inline constexpr const char* kTrainingSamples = "split/training";
inline constexpr const char* kValidationSamples = "split/validation";
inline constexpr const char* kTestSamples = "split/test";

// Attributes of the file.
inline constexpr const char* kFormat = "format";
inline constexpr const char* kFormatVersion = "format_version";
inline constexpr const char* kName = "name";
inline constexpr const char* kTitle = "title";
inline constexpr const char* kEquation = "equation";
inline constexpr const char* kChannels = "channels";
inline constexpr const char* kTimeLabel = "time_label";
inline constexpr const char* kGivenPoints = "given_points";
inline constexpr const char* kGivenStart = "given_start";  ///< absent: 0
inline constexpr const char* kNoiseVariance = "noise_variance";
inline constexpr const char* kTranslationInvariant = "translation_invariant";
inline constexpr const char* kRecipe = "recipe";
inline constexpr const char* kSeed = "seed";
inline constexpr const char* kProgramVersion = "program_version";
inline constexpr const char* kContentHash = "content_hash";

// Attributes of the values and of a space axis.
inline constexpr const char* kAxes = "axes";
inline constexpr const char* kUnits = "units";
inline constexpr const char* kLabel = "label";
inline constexpr const char* kPeriodic = "periodic";
inline constexpr const char* kLength = "length";

}  // namespace nie::stored
