#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// When a setting may be changed once a training has begun.
enum class Changeable { BeforeStart, WhilePaused, WhileRunning };

/// What is said of an option besides its name, type and default.
struct OptionInfo {
    std::string description;
    std::string unit = {};
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
    bool minimumExcluded = false;
    std::vector<std::string> choices = {};  ///< for text options: the only values allowed
    Changeable changeable = Changeable::BeforeStart;
};

/// One option as a form, a reference page or an error message needs it.
struct OptionDescription {
    enum class Type { Boolean, Integer, Real, Text };
    std::string path;  ///< dotted, relative to the section: "solver.tolerance"
    Type type = Type::Real;
    Json defaultValue;
    OptionInfo info;

    /// "a number > 0", "one of: softmax, galerkin": the words used in forms and errors.
    std::string allowedText() const;
};

// An options structure is a plain value with defaults and one function template:
//
//     struct SolverOptions {
//         double tolerance = 1e-4;
//         template <class Visitor> void visit(Visitor& v)
//         {
//             v("tolerance", tolerance, {.description = "relative residual", .minimum = 0.0,
//                                        .minimumExcluded = true});
//             v.section("inner", inner);   // nested options
//         }
//     };
//
// The three visitors below make of it a strict reader, a writer and a description.

/// Reads a JSON object into an options structure. Unknown keys, wrong types and values out of range
/// throw InputError naming source and path ("spirals.json: model.solver.tolerance: ...").
class OptionReader {
public:
    /// `source` names the file or "command line"; `path` is the section's dotted path.
    OptionReader(const Json& object, std::string source, std::string path);

    void operator()(const char* name, bool& field, const OptionInfo& info);
    void operator()(const char* name, std::int64_t& field, const OptionInfo& info);
    void operator()(const char* name, double& field, const OptionInfo& info);
    void operator()(const char* name, std::string& field, const OptionInfo& info);
    template <class Options>
    void section(const char* name, Options& options)
    {
        m_known.emplace_back(name);
        if (!m_object->contains(name))
            return;
        OptionReader inner(m_object->at(name), m_source, join(name));
        options.visit(inner);
        inner.finish();
    }
    /// Accepts a key that somebody else reads.
    void allow(const char* name) { m_known.emplace_back(name); }
    /// Throws for the first key that no option claimed, naming the nearest known one.
    void finish() const;

private:
    std::string join(const char* name) const;
    const Json* take(const char* name);
    void checkRange(double value, const Json& found, const char* name, const OptionInfo& info) const;

    const Json* m_object;
    std::string m_source;
    std::string m_path;
    std::vector<std::string> m_known;
};

/// Writes an options structure as a JSON object with every key present.
class OptionWriter {
public:
    template <class T>
    void operator()(const char* name, T& field, const OptionInfo&)
    {
        m_object[name] = field;
    }
    template <class Options>
    void section(const char* name, Options& options)
    {
        OptionWriter inner;
        options.visit(inner);
        m_object[name] = inner.take();
    }
    Json take() { return m_object.is_null() ? Json::object() : std::move(m_object); }

private:
    Json m_object;
};

/// Lists the options of a structure whose fields hold the defaults.
class OptionDescriber {
public:
    void operator()(const char* name, bool& field, const OptionInfo& info);
    void operator()(const char* name, std::int64_t& field, const OptionInfo& info);
    void operator()(const char* name, double& field, const OptionInfo& info);
    void operator()(const char* name, std::string& field, const OptionInfo& info);
    template <class Options>
    void section(const char* name, Options& options)
    {
        const std::string outer = m_prefix;
        m_prefix += std::string(name) + ".";
        options.visit(*this);
        m_prefix = outer;
    }
    std::vector<OptionDescription> take() { return std::move(m_options); }

private:
    void add(const char* name, OptionDescription::Type type, Json value, const OptionInfo& info);

    std::string m_prefix;
    std::vector<OptionDescription> m_options;
};

template <class Options>
Options readOptions(const Json& object, const std::string& source, const std::string& path,
                    const std::vector<const char*>& alsoAllowed = {})
{
    Options options;
    OptionReader reader(object, source, path);
    for (const char* name : alsoAllowed)
        reader.allow(name);
    options.visit(reader);
    reader.finish();
    return options;
}

template <class Options>
Json writeOptions(Options options)
{
    OptionWriter writer;
    options.visit(writer);
    return writer.take();
}

template <class Options>
std::vector<OptionDescription> describeOptions(Options defaults = {})
{
    OptionDescriber describer;
    defaults.visit(describer);
    return describer.take();
}

}  // namespace nie
