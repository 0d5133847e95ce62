#include "widgets/forms/option_editor.h"

#include "widgets/forms/option_text.h"
#include "widgets/forms/undo_passing.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace nie {

namespace {

/// Whole numbers up to here are exact in a QDoubleSpinBox; QSpinBox ends at two thousand million.
constexpr double kLargestWhole = 9007199254740992.0;

/// As the form would show it; a text without its quotation marks.
QString valueText(const Json& value)
{
    if (value.is_number_float())
        return realText(value.get<double>());
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

}  // namespace

OptionEditor::OptionEditor(const OptionDescription& option, QWidget* parent)
    : QWidget(parent),
      m_option(option),
      m_value(option.defaultValue),
      m_reference(option.defaultValue)
{
    const QString path = QString::fromStdString(option.path);
    buildEditor();
    m_editor->setObjectName("option." + path);
    const QString unit = QString::fromStdString(option.info.unit);
    const QString label = optionLabel(option.path.substr(option.path.rfind('.') + 1));
    m_editor->setAccessibleName(unit.isEmpty() ? label : label + " (" + unit + ")");
    m_editor->setAccessibleDescription(QString::fromStdString(option.info.description));
    m_editor->setMinimumHeight(28);
    m_editor->setFocusPolicy(Qt::StrongFocus);
    m_editor->installEventFilter(this);
    passUndoOn(m_editor);
    m_reset = new QToolButton(this);
    m_reset->setObjectName("reset." + path);
    m_reset->setAccessibleName(tr("Restore the default of %1").arg(label));
    m_reset->setIcon(icon(Icon::Reset));
    m_reset->setAutoRaise(true);
    m_reset->setIconSize(QSize(16, 16));
    m_reset->setMinimumSize(24, 24);
    QSizePolicy keepPlace = m_reset->sizePolicy();
    keepPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepPlace);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        show(m_option.defaultValue);
        accept(m_option.defaultValue);
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_editor, 1);
    if (!unit.isEmpty())
        row->addWidget(new QLabel(unit, this));
    row->addWidget(m_reset);
    show(m_value);
    setLocked({});
}

void OptionEditor::buildEditor()
{
    switch (m_option.type) {
    case OptionDescription::Type::Boolean:
        buildCheckBox();
        break;
    case OptionDescription::Type::Integer:
        buildSpinBox();
        break;
    case OptionDescription::Type::Real:
        buildRealEdit();
        break;
    case OptionDescription::Type::Text:
        if (m_option.info.choices.empty())
            buildTextEdit();
        else
            buildChoices();
    }
}

void OptionEditor::buildCheckBox()
{
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::toggled, this, [this](bool on) { accept(on); });
    m_editor = box;
}

void OptionEditor::buildSpinBox()
{
    auto* box = new QDoubleSpinBox(this);
    const double excluded = m_option.info.minimumExcluded ? 1 : 0;
    box->setDecimals(0);
    box->setRange(std::ceil(m_option.info.minimum.value_or(-kLargestWhole)) + excluded,
                  std::floor(m_option.info.maximum.value_or(kLargestWhole)));
    // A number half typed is not a value yet; large ones step by their own size.
    box->setKeyboardTracking(false);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setLocale(QLocale::c());
    // The range would ask for sixteen digits of width.
    box->setMinimumWidth(72);
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(box, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { accept(static_cast<std::int64_t>(std::llround(value))); });
    m_editor = box;
}

void OptionEditor::buildRealEdit()
{
    auto* edit = new QLineEdit(this);
    edit->setMinimumWidth(72);
    edit->setPlaceholderText(QString::fromStdString(m_option.allowedText()));
    connect(edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        setValid(realFromText(text, m_option.info).has_value());
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
        if (const auto value = realFromText(edit->text(), m_option.info))
            accept(*value);
    });
    m_editor = edit;
}

void OptionEditor::buildChoices()
{
    auto* box = new QComboBox(this);
    for (const std::string& choice : m_option.info.choices)
        box->addItem(QString::fromStdString(choice));
    box->setMinimumContentsLength(6);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::currentTextChanged, this,
            [this](const QString& text) { accept(text.toStdString()); });
    m_editor = box;
}

void OptionEditor::buildTextEdit()
{
    auto* edit = new QLineEdit(this);
    edit->setMinimumWidth(72);
    connect(edit, &QLineEdit::editingFinished, this,
            [this, edit] { accept(edit->text().toStdString()); });
    m_editor = edit;
}

void OptionEditor::setValue(const Json& value)
{
    m_value = value;
    show(value);
    setValid(true);
}

void OptionEditor::setReference(const Json& value)
{
    m_reference = value;
    updateHelp();
}

void OptionEditor::show(const Json& value)
{
    const QSignalBlocker quiet(m_editor);
    if (auto* check = qobject_cast<QCheckBox*>(m_editor); check && value.is_boolean())
        check->setChecked(value.get<bool>());
    else if (auto* spin = qobject_cast<QDoubleSpinBox*>(m_editor); spin && value.is_number())
        spin->setValue(value.get<double>());
    else if (auto* combo = qobject_cast<QComboBox*>(m_editor); combo && value.is_string())
        combo->setCurrentText(QString::fromStdString(value.get<std::string>()));
    else if (auto* edit = qobject_cast<QLineEdit*>(m_editor))
        edit->setText(value.is_number()   ? realText(value.get<double>())
                      : value.is_string() ? QString::fromStdString(value.get<std::string>())
                                          : QString());
    updateReset();
}

void OptionEditor::accept(const Json& value)
{
    setValid(true);
    if (value == m_value)
        return;
    m_value = value;
    updateReset();
    Q_EMIT valueChanged();
}

void OptionEditor::setValid(bool valid)
{
    if (m_valid == valid)
        return;
    m_valid = valid;
    QPalette colours;
    if (!valid)
        colours.setColor(QPalette::Text, themeColours(palette()).error);
    m_editor->setPalette(colours);
    updateHelp();
}

void OptionEditor::updateReset()
{
    if (!m_reset)
        return;
    m_reset->setVisible(m_value != m_option.defaultValue);
    m_reset->setToolTip(tr("Restore the default, %1").arg(valueText(m_option.defaultValue)));
    updateHelp();
}

void OptionEditor::setLocked(const QString& reason)
{
    m_lockedReason = reason;
    m_editor->setEnabled(reason.isEmpty());
    m_reset->setEnabled(reason.isEmpty());
    updateHelp();
}

void OptionEditor::updateHelp()
{
    const QString text = help();
    m_editor->setToolTip(text);
    setToolTip(text);
}

QString OptionEditor::help() const
{
    QStringList lines;
    if (!m_option.info.description.empty())
        lines << QString::fromStdString(m_option.info.description);
    lines << tr("Allowed: %1").arg(QString::fromStdString(m_option.allowedText()));
    if (!m_option.info.unit.empty())
        lines << tr("Unit: %1").arg(QString::fromStdString(m_option.info.unit));
    lines << tr("Default: %1").arg(valueText(m_option.defaultValue));
    if (isChanged())
        lines << tr("Changed: the experiment has %1").arg(valueText(m_reference));
    if (!m_valid)
        lines << tr("This text is not allowed; %1 stays in force.").arg(valueText(m_value));
    if (!m_lockedReason.isEmpty())
        lines << m_lockedReason;
    lines << QString::fromStdString(m_option.path);
    return lines.join('\n');
}

bool OptionEditor::eventFilter(QObject* watched, QEvent* event)
{
    // Scrolling through the form must not change the values it passes over.
    if (event->type() == QEvent::Wheel && !m_editor->hasFocus()) {
        event->ignore();
        return true;
    }
    // An invalid text that is left behind gives way to the value in force.
    if (event->type() == QEvent::FocusOut && !m_valid && watched == m_editor)
        setValue(m_value);
    return QWidget::eventFilter(watched, event);
}

}  // namespace nie
