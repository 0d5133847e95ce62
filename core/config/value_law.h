#pragma once

#include "core/base/random.h"
#include "core/config/options.h"

#include <string>
#include <vector>

namespace nie {

/// The values that an option takes in a sweep, as it is written after `--vary PATH=`:
///
///     16,32,64             these values
///     lin:0:1:5            5 values from 0 to 1, evenly spaced
///     log:1e-4:1e-1:4      4 values from 1e-4 to 1e-1, each the same multiple of the one before
///     uniform:0:0.5        drawn evenly between the two
///     loguniform:1e-4:0.1  drawn so that the logarithm is spread evenly
///     choice:adam,adamw    one of these, drawn
struct ValueLaw {
    enum class Kind { Values, Linear, Logarithmic, Uniform, LogUniform, Choice };

    Kind kind = Kind::Values;
    std::vector<Json> values;  ///< of Values and Choice
    double from = 0.0;         ///< of the others
    double to = 0.0;
    std::int64_t count = 0;  ///< of Linear and Logarithmic

    /// `where` begins the messages. Throws InputError for what is none of the above, bounds that do
    /// not rise, a logarithm of zero or less, a value that is named twice.
    static ValueLaw parse(const std::string& text, const std::string& where);
    /// What parse() reads.
    std::string text() const;

    /// Has to be drawn: belongs to a sweep of random points.
    bool needsDrawing() const;
    /// Its values are spread over the logarithm.
    bool isLogarithmic() const;
    /// The values of a grid, or those to choose from; none for Uniform and LogUniform. Numbers are
    /// rounded to 12 digits, so that log:1e-4:1e-1:4 gives 0.001 and not its neighbour; those of a
    /// whole-number option to whole numbers, where equal ones count once.
    std::vector<Json> grid(OptionDescription::Type type) const;
    /// One value by chance, a number of six digits within the bounds; of a grid any of its values.
    Json draw(OptionDescription::Type type, RandomStream& random) const;
};

/// A value as people write it: no quotes around texts.
std::string valueText(const Json& value);

}  // namespace nie
