#include "app/panels/sweep_option_row.h"

#include "widgets/forms/option_text.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace nie {

namespace {

using Kind = ValueLaw::Kind;

constexpr int kSuggestedRates = 4;
constexpr int kMostGridValues = 1000;

bool takesNumbers(const OptionDescription& option)
{
    return option.type == OptionDescription::Type::Integer ||
           option.type == OptionDescription::Type::Real;
}

Json valueInForce(const OptionDescription& option, const Json& config)
{
    std::string pointer = "/" + option.path;
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    return config.value(Json::json_pointer(pointer), option.defaultValue);
}

double withinRange(double value, const OptionInfo& info)
{
    return std::min(std::max(value, info.minimum.value_or(value)), info.maximum.value_or(value));
}

/// Values about the one in force: a rate over decades, a width halved and doubled, all choices.
ValueLaw suggestedLaw(const OptionDescription& option, const Json& value)
{
    ValueLaw law;
    if (option.type == OptionDescription::Type::Boolean) {
        law.values = {false, true};
    } else if (!takesNumbers(option)) {
        for (const std::string& choice : option.info.choices)
            law.values.push_back(choice);
        if (law.values.empty())
            law.values = {value};
    } else if (option.type == OptionDescription::Type::Real && value.get<double>() > 0.0) {
        law.kind = Kind::Logarithmic;
        law.from = withinRange(value.get<double>() / 10.0, option.info);
        law.to = withinRange(value.get<double>() * 10.0, option.info);
        law.count = kSuggestedRates;
    } else {
        const double middle = std::max(1.0, value.get<double>());
        for (const double factor : {0.5, 1.0, 2.0}) {
            const double next = withinRange(std::floor(factor * middle), option.info);
            const Json typed = option.type == OptionDescription::Type::Integer
                                   ? Json(static_cast<std::int64_t>(next))
                                   : Json(factor * middle);
            if (std::find(law.values.begin(), law.values.end(), typed) == law.values.end())
                law.values.push_back(typed);
        }
        law.from = law.values.front().get<double>();  // for a grid, should one be wanted
        law.to = law.values.back().get<double>();
    }
    return law;
}

}  // namespace

SweepOptionRow::SweepOptionRow(int number, QWidget* parent)
    : QFrame(parent),
      m_number(number),
      m_option(new QComboBox),
      m_remove(new QToolButton),
      m_law(new QComboBox),
      m_values(new QStackedWidget),
      m_list(new QLineEdit),
      m_from(nullptr),
      m_to(nullptr),
      m_count(new QSpinBox),
      m_hint(new QLabel)
{
    setObjectName(QStringLiteral("sweepRow%1").arg(number));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(4);
    buildHead();
    buildValues();
    m_hint->setWordWrap(true);
    m_hint->setObjectName(QStringLiteral("sweepHint%1").arg(number));
    QPalette muted = m_hint->palette();
    muted.setColor(QPalette::WindowText, themeColours(palette()).mutedText);
    m_hint->setPalette(muted);
    column->addWidget(m_hint);
    onOption();
}

void SweepOptionRow::name(QWidget* widget, const char* what, const QString& forPeople)
{
    widget->setObjectName(QStringLiteral("sweep%1%2").arg(QLatin1String(what)).arg(m_number));
    widget->setAccessibleName(forPeople);
}

void SweepOptionRow::buildHead()
{
    name(m_option, "Option", tr("Option to vary"));
    m_option->setEditable(true);
    m_option->setInsertPolicy(QComboBox::NoInsert);
    m_option->lineEdit()->setPlaceholderText(tr("type a part of its name"));
    m_option->setMinimumContentsLength(12);
    m_option->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* completer = m_option->completer();
    completer->setCompletionMode(QCompleter::PopupCompletion);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    name(m_remove, "Remove", tr("Do not vary this option"));
    m_remove->setToolTip(tr("Do not vary this option"));
    m_remove->setIcon(icon(Icon::Close));
    m_remove->setAutoRaise(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_option, 1);
    row->addWidget(m_remove);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_option, &QComboBox::currentTextChanged, this, &SweepOptionRow::onOption);
    connect(m_remove, &QToolButton::clicked, this, &SweepOptionRow::removed);
}

QLineEdit* SweepOptionRow::addBound(const char* what, const QString& forPeople,
                                    const QString& placeholder)
{
    auto* edit = new QLineEdit;
    name(edit, what, forPeople);
    edit->setPlaceholderText(placeholder);
    edit->setMinimumWidth(48);
    connect(edit, &QLineEdit::textChanged, this, &SweepOptionRow::changed);
    return edit;
}

void SweepOptionRow::buildValues()
{
    name(m_law, "Law", tr("How the values are spread"));
    m_law->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    name(m_list, "Values", tr("Values"));
    m_list->setPlaceholderText(tr("16, 32, 64"));
    m_from = addBound("From", tr("From"), tr("from"));
    m_to = addBound("To", tr("To"), tr("to"));
    name(m_count, "Count", tr("Number of values"));
    m_count->setRange(2, kMostGridValues);
    m_count->setPrefix(tr("n = "));
    auto* range = new QWidget;
    auto* bounds = new QHBoxLayout(range);
    bounds->setContentsMargins(0, 0, 0, 0);
    bounds->setSpacing(4);
    bounds->addWidget(m_from, 1);
    bounds->addWidget(m_to, 1);
    bounds->addWidget(m_count);
    m_values->addWidget(m_list);
    m_values->addWidget(range);
    m_values->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_law);
    row->addWidget(m_values, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_law, &QComboBox::currentIndexChanged, this, &SweepOptionRow::onLaw);
    connect(m_list, &QLineEdit::textChanged, this, &SweepOptionRow::changed);
    connect(m_count, &QSpinBox::valueChanged, this, &SweepOptionRow::changed);
}

void SweepOptionRow::setOptions(const std::vector<OptionDescription>& options, const Json& config)
{
    m_options = options;
    m_config = config;
    const QSignalBlocker quiet(m_option);
    const QString before = m_option->currentText();
    m_option->clear();
    for (const OptionDescription& each : options)
        m_option->addItem(QString::fromStdString(each.path));
    m_option->setCurrentIndex(-1);
    m_option->setEditText(before);
}

const OptionDescription* SweepOptionRow::option() const
{
    const std::string wanted = m_option->currentText().trimmed().toStdString();
    const auto found =
        std::find_if(m_options.begin(), m_options.end(),
                     [&wanted](const OptionDescription& each) { return each.path == wanted; });
    return found == m_options.end() ? nullptr : &*found;
}

std::string SweepOptionRow::path() const
{
    return m_option->currentText().trimmed().toStdString();
}

Kind SweepOptionRow::kind() const
{
    return static_cast<Kind>(m_law->currentData().toInt());
}

void SweepOptionRow::onOption()
{
    const OptionDescription* chosen = option();
    m_law->setEnabled(chosen);
    m_values->setEnabled(chosen);
    m_hint->setVisible(chosen);
    if (chosen) {
        m_hint->setText(tr("%1. Now %2; allowed: %3")
                            .arg(QString::fromStdString(chosen->info.description),
                                 QString::fromStdString(valueText(valueInForce(*chosen, m_config))),
                                 QString::fromStdString(chosen->allowedText())));
        offerLaws();
        suggest();
    }
    Q_EMIT changed();
}

void SweepOptionRow::offerLaws()
{
    const QSignalBlocker quiet(m_law);
    m_law->clear();
    const std::array<std::pair<QString, Kind>, 6> laws{
        std::pair(tr("Values"), Kind::Values),
        std::pair(tr("Linear grid"), Kind::Linear),
        std::pair(tr("Logarithmic grid"), Kind::Logarithmic),
        std::pair(tr("Drawn evenly"), Kind::Uniform),
        std::pair(tr("Drawn, log-uniform"), Kind::LogUniform),
        std::pair(tr("Drawn from values"), Kind::Choice)};
    for (const auto& [text, law] : laws)
        if (takesNumbers(*option()) || law == Kind::Values || law == Kind::Choice)
            m_law->addItem(text, static_cast<int>(law));
}

void SweepOptionRow::suggest()
{
    showLaw(option()->path, suggestedLaw(*option(), valueInForce(*option(), m_config)));
}

void SweepOptionRow::showLaw(const std::string& path, const ValueLaw& law)
{
    if (path != this->path()) {
        m_option->setEditText(QString::fromStdString(path));
        if (!option())
            return;
    }
    const QSignalBlocker quiet(this);
    m_law->setCurrentIndex(m_law->findData(static_cast<int>(law.kind)));
    QStringList values;
    for (const Json& value : law.values.empty() ? law.grid(option()->type) : law.values)
        values << QString::fromStdString(valueText(value));
    m_list->setText(values.join(QStringLiteral(", ")));
    if (law.from < law.to) {
        m_from->setText(realText(law.from));
        m_to->setText(realText(law.to));
        m_count->setValue(static_cast<int>(std::max<std::int64_t>(2, law.count)));
    }
    onLaw();
}

void SweepOptionRow::choose(const std::string& path)
{
    m_option->setEditText(QString::fromStdString(path));
}

void SweepOptionRow::onLaw()
{
    const bool list = kind() == Kind::Values || kind() == Kind::Choice;
    m_values->setCurrentIndex(list ? 0 : 1);
    m_count->setVisible(kind() == Kind::Linear || kind() == Kind::Logarithmic);
    Q_EMIT changed();
}

std::string SweepOptionRow::assignment() const
{
    if (path().empty())
        return {};
    const std::string from = m_from->text().trimmed().toStdString();
    const std::string to = m_to->text().trimmed().toStdString();
    const std::string bounds = from + ":" + to;
    const std::string count = ":" + std::to_string(m_count->value());
    const std::string list = m_list->text().toStdString();
    switch (kind()) {
    case Kind::Values:
        return path() + "=" + list;
    case Kind::Choice:
        return path() + "=choice:" + list;
    case Kind::Linear:
        return path() + "=lin:" + bounds + count;
    case Kind::Logarithmic:
        return path() + "=log:" + bounds + count;
    case Kind::Uniform:
        return path() + "=uniform:" + bounds;
    case Kind::LogUniform:
        return path() + "=loguniform:" + bounds;
    }
    return {};
}

}  // namespace nie
