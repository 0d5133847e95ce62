#include "app/panels/generator_form.h"

#include "core/config/equivalent_command.h"
#include "widgets/forms/options_form.h"
#include "widgets/style/icons.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kWidestForm = 640;

template <class Widget>
void nameWidget(Widget* widget, const char* name, const QString& forPeople, const QString& tip)
{
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(forPeople);
    widget->setToolTip(tip);
}

}  // namespace

GeneratorForm::GeneratorForm(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_equation(new QLabel),
      m_options(new OptionsForm),
      m_seed(new QLineEdit(QStringLiteral("1"))),
      m_name(new QLineEdit),
      m_generate(new QPushButton(tr("Generate"))),
      m_copy(new QPushButton(tr("Copy command")))
{
    setObjectName(QStringLiteral("generatorForm"));
    setAccessibleName(tr("Generator"));
    nameWidget(m_title, "generator.title", tr("Generator"), {});
    nameWidget(m_options, "form.generator", tr("Options of the generator"), {});
    nameWidget(m_seed, "generator.seed", tr("Seed"), tr("Decides every random number of the set"));
    nameWidget(m_name, "generator.name", tr("Name"), tr("Of the file in your folder of data sets"));
    nameWidget(m_generate, "generateButton", tr("Generate"), tr("Make the data set and store it"));
    nameWidget(m_copy, "copyGenerateButton", tr("Copy command"),
               tr("Copy the nie generate line that does the same"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_equation->setWordWrap(true);
    m_generate->setIcon(icon(Icon::Play));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression("[0-9]{1,18}"), m_seed));
    connect(m_options, &OptionsForm::sectionChanged, this, &GeneratorForm::edited);
    for (QLineEdit* line : {m_seed, m_name})
        connect(line, &QLineEdit::textChanged, this, [this] {
            setBusy(m_busy);
            Q_EMIT edited();
        });
    connect(m_generate, &QPushButton::clicked, this, &GeneratorForm::generateRequested);
    connect(m_copy, &QPushButton::clicked, this, &GeneratorForm::copyRequested);
    auto* content = new QWidget;
    content->setMaximumWidth(kWidestForm);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 4, 8, 4);
    inner->addWidget(m_options);
    inner->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("generatorScroll"));
    scroll->setAccessibleName(tr("Options of the generator"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto labelled = [&](const QString& text, QLineEdit* line) {
        auto* label = new QLabel(text);
        label->setBuddy(line);
        row->addWidget(label);
        row->addWidget(line);
    };
    labelled(tr("S&eed"), m_seed);
    m_seed->setMaximumWidth(120);
    labelled(tr("&Name"), m_name);
    m_name->setMaximumWidth(260);
    row->addWidget(m_generate);
    row->addWidget(m_copy);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_equation);
    column->addWidget(scroll, 1);
    column->addLayout(row);
}

void GeneratorForm::showGenerator(const DatasetGenerator& generator, const std::string& freeName)
{
    m_generator = generator;
    m_title->setText(QString::fromStdString(generator.title));
    m_equation->setText(QString::fromStdString(generator.equation));
    m_options->setOptions(generator.options, Json::object());
    // The inspector's forms have options of the same names; names are unique in a window.
    for (QWidget* child : m_options->findChildren<QWidget*>(
             QRegularExpression(QStringLiteral("^(option|reset)\\."))))
        child->setObjectName(QStringLiteral("generate.") + child->objectName());
    setName(freeName);
}

void GeneratorForm::setName(const std::string& name)
{
    m_name->setText(QString::fromStdString(name));
}

Json GeneratorForm::section() const
{
    Json section = m_options->section();
    section["name"] = m_generator.name;
    return section;
}

std::uint64_t GeneratorForm::seed() const
{
    return m_seed->text().toULongLong();
}

std::string GeneratorForm::name() const
{
    return m_name->text().trimmed().toStdString();
}

bool GeneratorForm::canGenerate() const
{
    return !m_busy && !m_generator.name.empty() && !name().empty() && !m_seed->text().isEmpty() &&
           m_options->invalidPaths().empty();
}

void GeneratorForm::setBusy(bool busy)
{
    m_busy = busy;
    m_generate->setEnabled(canGenerate());
}

std::string GeneratorForm::command() const
{
    std::string line = "nie generate " + m_generator.name;
    const Json section = m_options->section();
    for (const OptionDescription& option : m_generator.options) {
        std::string path = "/" + option.path;
        std::replace(path.begin(), path.end(), '.', '/');
        const Json::json_pointer pointer(path);
        if (!section.contains(pointer) || section.at(pointer) == option.defaultValue)
            continue;
        const Json& value = section.at(pointer);
        line +=
            " --set " + shellQuoted(option.path + "=" +
                                    (value.is_string() ? value.get<std::string>() : value.dump()));
    }
    return line + " --seed " + std::to_string(seed()) + " --compress 4 -o " +
           shellQuoted(name() + ".h5");
}

}  // namespace nie
