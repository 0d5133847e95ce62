#pragma once

#include <stdexcept>
#include <string>

namespace nie {

/// The one family of errors of the program. A message always says what happened and where; where a
/// value was refused, also the value found and what is allowed:
///
///     runs/a/config.json: training.epochs: wrong type (found "ten"; allowed: whole number >= 1)
class Error : public std::runtime_error {
public:
    enum class Kind {
        Input,  ///< usage, configuration or data that the user can mend: exit code 2
        Run     ///< the work itself failed: exit code 1
    };

    /// The parts of the message; empty parts are left out.
    struct Detail {
        std::string where;    ///< file, option path or sample
        std::string what;     ///< what happened
        std::string found;    ///< the value found
        std::string allowed;  ///< the values allowed
    };

    Error(Kind kind, Detail detail);

    Kind kind() const { return m_kind; }
    const Detail& detail() const { return m_detail; }
    /// The process exit code that belongs to this error: 2 for Input, 1 for Run.
    int exitCode() const { return m_kind == Kind::Input ? 2 : 1; }

private:
    Kind m_kind;
    Detail m_detail;
};

/// A fault in what was given: command line, configuration, file.
class InputError : public Error {
public:
    explicit InputError(Detail detail) : Error(Kind::Input, std::move(detail)) {}
    InputError(std::string where, std::string what, std::string found = {}, std::string allowed = {})
        : InputError(Detail{std::move(where), std::move(what), std::move(found), std::move(allowed)})
    {
    }
};

/// A run that could not be carried through (a non-finite loss, a full disk).
class RunError : public Error {
public:
    RunError(std::string where, std::string what, std::string found = {})
        : Error(Kind::Run, Detail{std::move(where), std::move(what), std::move(found), {}})
    {
    }
};

/// Thrown by a computation whose stop token fired; not an error, and caught by whoever asked.
class Interrupted : public std::exception {
public:
    const char* what() const noexcept override { return "interrupted on request"; }
};

}  // namespace nie
