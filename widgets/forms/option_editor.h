#pragma once

#include "core/config/options.h"

#include <QWidget>

class QToolButton;

namespace nie {

/// One row of an OptionsForm: editor, unit and a button that restores the default.
class OptionEditor : public QWidget {
    Q_OBJECT

public:
    OptionEditor(const OptionDescription& option, QWidget* parent);

    const OptionDescription& option() const { return m_option; }
    /// The last valid value.
    const Json& value() const { return m_value; }
    /// Shows the value without emitting anything.
    void setValue(const Json& value);
    bool isValid() const { return m_valid; }
    /// What the experiment says of it as it was opened; unset: as the default.
    void setReference(const Json& value);
    /// Whether the value is another than the experiment's.
    bool isChanged() const { return m_value != m_reference; }
    /// Meaning, allowed values, unit and default, for tool tips.
    QString help() const;

    /// `reason`: why it may not be changed now; empty allows it.
    void setLocked(const QString& reason);
    /// The widget with the focus, named "option.<path>".
    QWidget* editor() const { return m_editor; }

Q_SIGNALS:
    void valueChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildEditor();
    void buildCheckBox();
    void buildSpinBox();
    void buildRealEdit();
    void buildChoices();
    void buildTextEdit();
    void accept(const Json& value);
    void setValid(bool valid);
    void show(const Json& value);
    void updateReset();
    void updateHelp();

    OptionDescription m_option;
    Json m_value;
    Json m_reference;
    QWidget* m_editor = nullptr;
    QToolButton* m_reset = nullptr;
    QString m_lockedReason;
    bool m_valid = true;
};

}  // namespace nie
