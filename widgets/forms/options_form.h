#pragma once

#include "core/config/options.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace nie {

/// A form made from the descriptions of a section's options and the section itself. Every row has
/// an editor of the right kind, its unit, a tool tip that says what is allowed and a button that
/// restores the default. Editors are named "option.<path>", reset buttons "reset.<path>".
class OptionsForm : public QWidget {
    Q_OBJECT

public:
    enum class State { Idle, Running, Paused };

    explicit OptionsForm(QWidget* parent = nullptr);
    ~OptionsForm() override;

    /// Builds the rows. Values missing in `section` show their default; keys without a description
    /// (such as "name") are kept untouched.
    void setOptions(const std::vector<OptionDescription>& options, const Json& section);
    /// New values for the same rows; emits nothing.
    void setSection(const Json& section);
    /// The section as edited, with a key for every row.
    Json section() const;

    /// The section as the experiment was opened: names of values that differ from it are set bold.
    void setReference(const Json& section);
    /// Shows only rows with every word of the text in name, path, unit or description; an empty
    /// text shows all. Returns how many there are.
    int setFilter(const QString& text);

    /// Greys what may not be changed now, with the reason in the tool tip.
    void setState(State state);
    State state() const;

    /// Paths whose text is not a valid value at this moment; their last valid value is in
    /// section().
    std::vector<std::string> invalidPaths() const;

Q_SIGNALS:
    /// A valid value was entered. The whole section, as section().
    void sectionChanged(const nie::Json& section);
    /// One option changed, by its dotted path.
    void optionChanged(const std::string& path, const nie::Json& value);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
