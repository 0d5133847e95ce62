#include "app/panels/import_form.h"

#include "app/panels/data_list.h"
#include "core/config/equivalent_command.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QComboBox>
#include <QDoubleValidator>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kMostArrayAxes = 6;
constexpr int kImportWidth = 330;

template <class Widget>
Widget* named(Widget* widget, const QString& name, const QString& forPeople,
              const QString& tip = {})
{
    widget->setObjectName(QStringLiteral("import.") + name);
    widget->setAccessibleName(forPeople);
    widget->setToolTip(tip);
    return widget;
}

}  // namespace

ImportForm::ImportForm(QWidget* parent)
    : QWidget(parent),
      m_title(named(new QLabel, "title", tr("File"))),
      m_shape(named(new QLabel, "shape", tr("Shape of the data set"))),
      m_message(named(new QLabel, "message", tr("Remark"))),
      m_array(named(new QComboBox, "array", tr("Array"), tr("Which array of the file"))),
      m_transpose(named(new QPushButton(tr("Transpose")), "transpose", tr("Transpose"),
                        tr("Swap the meanings of the first two axes"))),
      m_timeStep(named(new QLineEdit, "timeStep", tr("Time step"),
                       tr("Times are 0, 1, 2, ... times this; empty: the file's own times"))),
      m_timeLabel(named(new QLineEdit, "timeLabel", tr("Title of the time axis"),
                        tr("With its unit, such as t / s"))),
      m_units(named(new QLineEdit, "units", tr("Units of the channels"),
                    tr("In the order of the channels, such as m/s, Pa; one stands for all"))),
      m_window(named(new QSpinBox, "window", tr("Window"),
                     tr("Cuts one long recording into samples of so many times; 0: not"))),
      m_given(named(new QSpinBox, "given", tr("Given points"),
                    tr("First points that a model is given; 0: 1 of a field, half of a curve"))),
      m_name(
          named(new QLineEdit, "name", tr("Name"), tr("Of the file in your folder of data sets"))),
      m_fields(makeFields()),
      m_import(named(new QPushButton(tr("Import")), "confirm", tr("Import"),
                     tr("Store it as a data set of your own")))
{
    setObjectName(QStringLiteral("importForm"));
    setAccessibleName(tr("Import card"));
    setMinimumWidth(kImportWidth);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel* label : {m_title, m_shape, m_message})
        label->setWordWrap(true);
    auto* scroll = new QScrollArea;
    named(scroll, "scroll", tr("How the file is read"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_fields);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(scroll, 1);
    column->addWidget(m_shape);
    column->addWidget(m_message);
    column->addWidget(makeButtons());
}

QWidget* ImportForm::makeFields()
{
    auto* fields = new QWidget;
    auto* rows = new QFormLayout(fields);
    rows->setContentsMargins(0, 0, 4, 0);
    rows->setVerticalSpacing(8);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->addRow(tr("&Array"), m_array);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (int number = 0; number < kMostArrayAxes; ++number)
        addAxisRow(*grid, number);
    rows->addRow(grid);
    rows->addRow(QString(), m_transpose);
    rows->addRow(tr("Time &step"), m_timeStep);
    rows->addRow(tr("Time &title"), m_timeLabel);
    rows->addRow(tr("&Units"), m_units);
    rows->addRow(tr("&Window"), m_window);
    rows->addRow(tr("&Given points"), m_given);
    rows->addRow(tr("&Name"), m_name);
    auto* positive = new QDoubleValidator(0.0, 1e12, 12, m_timeStep);
    positive->setLocale(QLocale::c());
    m_timeStep->setValidator(positive);
    for (QSpinBox* box : {m_window, m_given}) {
        box->setRange(0, 1'000'000);
        box->setGroupSeparatorShown(true);
        connect(box, &QSpinBox::valueChanged, this, &ImportForm::announce);
    }
    for (QLineEdit* line : {m_timeStep, m_timeLabel, m_units})
        connect(line, &QLineEdit::editingFinished, this, &ImportForm::announce);
    connect(m_name, &QLineEdit::textChanged, this, &ImportForm::updateButtons);
    connect(m_transpose, &QPushButton::clicked, this, &ImportForm::transpose);
    connect(m_array, &QComboBox::activated, this, [this] {
        m_axesText.clear();
        announce();
    });
    return fields;
}

void ImportForm::addAxisRow(QGridLayout& grid, int number)
{
    const QString axis = QString::number(number + 1);
    AxisRow row{
        named(new QLabel, QStringLiteral("axis%1.title").arg(axis), tr("Axis %1").arg(axis)),
        named(
            new QComboBox, QStringLiteral("axis%1").arg(axis), tr("Axis %1").arg(axis),
            tr("What stands along this axis: sample, time, channel, or the name of a space axis")),
        named(new QLabel, QStringLiteral("axis%1.reason").arg(axis),
              tr("Why axis %1 is taken so").arg(axis))};
    row.role->setEditable(true);
    row.role->addItems({"sample", "time", "channel", "x", "y", "z"});
    row.role->lineEdit()->setObjectName(QStringLiteral("import.axis%1.edit").arg(axis));
    row.reason->setWordWrap(true);
    QPalette colours = row.reason->palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).mutedText);
    row.reason->setPalette(colours);
    connect(row.role, &QComboBox::activated, this, &ImportForm::onRole);
    connect(row.role->lineEdit(), &QLineEdit::editingFinished, this, &ImportForm::onRole);
    grid.addWidget(row.title, 2 * number, 0);
    grid.addWidget(row.role, 2 * number, 1);
    grid.addWidget(row.reason, 2 * number + 1, 1);
    m_axes.push_back(row);
}

QWidget* ImportForm::makeButtons()
{
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    auto* cancel = named(new QPushButton(tr("Cancel")), "cancel", tr("Cancel the import"));
    m_import->setDefault(true);
    connect(m_import, &QPushButton::clicked, this, &ImportForm::importRequested);
    connect(cancel, &QPushButton::clicked, this, &ImportForm::cancelRequested);
    row->addWidget(m_import, 1);
    row->addWidget(cancel);
    return buttons;
}

void ImportForm::setFile(const std::filesystem::path& file, const std::string& freeName)
{
    m_file = file;
    m_axesText.clear();
    m_ready = false;
    m_stored = false;
    const QSignalBlocker quietWindow(m_window);
    const QSignalBlocker quietGiven(m_given);
    const QSignalBlocker quietArray(m_array);
    m_array->clear();
    m_timeStep->clear();
    m_units->clear();
    m_timeLabel->setText(QStringLiteral("t"));
    m_window->setValue(0);
    m_given->setValue(0);
    m_name->setText(QString::fromStdString(freeName));
    m_title->setText(QString::fromStdString(file.filename().string()));
    m_shape->clear();
    m_message->clear();
    showAxes({});
    m_announced = section();
    updateButtons();
}

void ImportForm::showCard(const ImportCard& card)
{
    m_stored = card.stored;
    m_title->setText(tr("%1: %2").arg(QString::fromStdString(m_file.filename().string()),
                                      QString::fromStdString(card.kind)));
    const QSignalBlocker quiet(m_array);
    m_array->clear();
    for (const ImportCard::Array& array : card.arrays) {
        if (!array.problem.empty())
            continue;
        m_array->addItem(
            tr("%1 (%2)").arg(QString::fromStdString(array.name), lengthsText(array.shape)),
            QString::fromStdString(array.name));
    }
    m_array->setCurrentIndex(m_array->findData(QString::fromStdString(card.array)));
    showAxes(card);
    QStringList notes;
    if (!card.times.empty())
        notes << tr("Times from %1.").arg(QString::fromStdString(card.times));
    if (!card.initial.empty())
        notes << tr("First state from %1.").arg(QString::fromStdString(card.initial));
    if (card.repetitionTime)
        notes << tr("The file states a step of %1 s.").arg(*card.repetitionTime);
    for (const std::string& warning : card.warnings)
        notes << QString::fromStdString(warning);
    m_shape->setText(card.shape.empty()
                         ? QString()
                         : tr("Becomes %1 (sample, time, …, channel). %2")
                               .arg(lengthsText(card.shape), notes.join(QChar(' '))));
    m_ready = card.stored || !card.shape.empty();
    showRemark(m_ready ? QString() : tr("Choose one of its arrays."));
    updateButtons();
}

void ImportForm::showAxes(const ImportCard& card)
{
    for (std::size_t k = 0; k < m_axes.size(); ++k) {
        const AxisRow& row = m_axes[k];
        const bool shown = k < card.axes.size();
        row.title->setVisible(shown);
        row.role->setVisible(shown);
        row.reason->setVisible(shown);
        if (!shown)
            continue;
        row.title->setText(tr("Axis %1: %2").arg(k + 1).arg(card.axes[k].length));
        row.role->setCurrentText(QString::fromStdString(card.axes[k].name));
        row.reason->setText(QString::fromStdString(card.axes[k].reason));
    }
    m_transpose->setVisible(card.axes.size() >= 2);
    for (QWidget* field : std::initializer_list<QWidget*>{m_array, m_timeStep, m_timeLabel, m_units,
                                                          m_window, m_given})
        field->setEnabled(!m_stored);
}

void ImportForm::transpose()
{
    const QString first = m_axes[0].role->currentText();
    m_axes[0].role->setCurrentText(m_axes[1].role->currentText());
    m_axes[1].role->setCurrentText(first);
    onRole();
}

void ImportForm::onRole()
{
    std::string text;
    for (const AxisRow& row : m_axes)
        if (!row.role->isHidden())
            text += (text.empty() ? "" : ",") + row.role->currentText().trimmed().toStdString();
    m_axesText = text;
    announce();
}

void ImportForm::announce()
{
    // A field that only lost the focus changes nothing.
    const Json now = section();
    if (now == m_announced)
        return;
    m_announced = now;
    Q_EMIT edited();
}

void ImportForm::showProblem(const QString& problem)
{
    m_ready = false;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).error);
    m_message->setPalette(colours);
    m_message->setText(tr("Error: %1").arg(problem));
    m_shape->clear();
    updateButtons();
}

void ImportForm::showRemark(const QString& remark)
{
    m_message->setPalette(palette());
    m_message->setText(remark);
}

void ImportForm::setBusy(bool busy)
{
    m_busy = busy;
    updateButtons();
}

bool ImportForm::canImport() const
{
    return m_ready && !m_busy && !name().empty();
}

void ImportForm::updateButtons()
{
    m_import->setEnabled(canImport());
}

Json ImportForm::section() const
{
    Json section = {{"name", "file"}, {"path", m_file.string()}};
    if (m_stored)
        return section;
    const std::string array = m_array->currentData().toString().toStdString();
    if (!array.empty())
        section["array"] = array;
    if (!m_axesText.empty())
        section["axes"] = m_axesText;
    if (const double step = m_timeStep->text().toDouble(); step > 0)
        section["time_step"] = step;
    if (const std::string label = m_timeLabel->text().trimmed().toStdString(); label != "t")
        section["time_label"] = label;
    if (const std::string units = m_units->text().trimmed().toStdString(); !units.empty())
        section["channel_units"] = units;
    if (m_window->value() > 0)
        section["window"] = m_window->value();
    if (m_given->value() > 0)
        section["given"] = m_given->value();
    return section;
}

std::string ImportForm::name() const
{
    return m_name->text().trimmed().toStdString();
}

std::string ImportForm::command() const
{
    std::string line = "nie import " + shellQuoted(m_file.string());
    const Json options = section();
    for (const auto& [key, value] : options.items())
        if (key != "name" && key != "path")
            line += " --set " +
                    shellQuoted(key + "=" +
                                (value.is_string() ? value.get<std::string>() : value.dump()));
    return line + " -o " + shellQuoted(name() + ".h5");
}

}  // namespace nie
