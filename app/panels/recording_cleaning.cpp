#include "app/panels/recording_cleaning.h"

#include "core/base/error.h"
#include "core/recordings/recording_figures.h"
#include "widgets/figures/figure_view.h"
#include "widgets/forms/options_form.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kFilterHeight = 150;
const char* const kMotionColumns = "trans_x,trans_y,trans_z,rot_x,rot_y,rot_z";
constexpr const char* kCleaningSource = "the form of cleaning";

QPushButton* stepButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

}  // namespace

RecordingCleaning::RecordingCleaning(QWidget* parent)
    : QWidget(parent),
      m_form(new OptionsForm),
      m_useConfounds(new QCheckBox(tr("Regress out the motion found beside the runs"))),
      m_undo(stepButton("recording.undoCleaning", tr("Undo"), tr("Take the last change back"))),
      m_redo(stepButton("recording.redoCleaning", tr("Redo"), tr("Make that change again"))),
      m_reset(stepButton("recording.resetCleaning", tr("Reset"), tr("Clean nothing"))),
      m_steps(new QLabel),
      m_message(new QLabel),
      m_filter(new FigureView)
{
    setObjectName(QStringLiteral("recordingCleaning"));
    setAccessibleName(tr("Cleaning"));
    m_form->setObjectName(QStringLiteral("form.cleaning"));
    m_form->setAccessibleName(tr("Steps of cleaning"));
    m_form->setOptions(describeOptions<CleaningOptions>(), Json::object());
    for (QWidget* child :
         m_form->findChildren<QWidget*>(QRegularExpression(QStringLiteral("^(option|reset)\\."))))
        child->setObjectName(QStringLiteral("clean.") + child->objectName());
    m_history = {m_form->section()};
    m_steps->setObjectName(QStringLiteral("recording.steps"));
    m_steps->setAccessibleName(tr("What is done, in order"));
    m_message->setObjectName(QStringLiteral("recording.cleaningMessage"));
    m_message->setAccessibleName(tr("Remarks on the cleaning"));
    for (QLabel* label : {m_steps, m_message}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_useConfounds->setObjectName(QStringLiteral("recording.useConfounds"));
    m_useConfounds->setAccessibleName(tr("Regress out the motion found beside the runs"));
    m_useConfounds->setToolTip(
        tr("Takes the tables of confounds that belong to the runs; of fMRIPrep's the six columns "
           "of motion, unless others are named"));
    connect(m_useConfounds, &QCheckBox::clicked, this, [this](bool on) {
        CleaningOptions changed = options();
        changed.columns = on && changed.columns.empty() ? kMotionColumns : changed.columns;
        if (!on && changed.columns == kMotionColumns)
            changed.columns.clear();
        setOptions(changed);
        Q_EMIT edited();
    });
    m_useConfounds->hide();
    m_filter->setObjectName(QStringLiteral("recording.filter"));
    m_filter->setAccessibleName(tr("Response of the filter"));
    m_filter->setPaperColours(false);
    m_filter->setFilling(true);
    m_filter->setFixedHeight(kFilterHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_form);
    column->addWidget(m_useConfounds);
    column->addWidget(makeButtons());
    column->addWidget(m_filter);
    column->addWidget(m_steps);
    column->addWidget(m_message);
    column->addStretch();
    connect(m_form, &OptionsForm::sectionChanged, this, &RecordingCleaning::change);
    updateButtons();
    drawFilter();
}

QWidget* RecordingCleaning::makeButtons()
{
    QPushButton* confounds = stepButton("recording.chooseConfounds", tr("Confounds…"),
                                        tr("Choose a table whose columns are regressed out"));
    connect(confounds, &QPushButton::clicked, this, &RecordingCleaning::confoundsRequested);
    connect(m_undo, &QPushButton::clicked, this, &RecordingCleaning::undo);
    connect(m_redo, &QPushButton::clicked, this, &RecordingCleaning::redo);
    connect(m_reset, &QPushButton::clicked, this, [this] { setOptions({}); });
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (QPushButton* button : {confounds, m_undo, m_redo, m_reset})
        row->addWidget(button);
    row->addStretch();
    return holder;
}

CleaningOptions RecordingCleaning::options() const
{
    return readOptions<CleaningOptions>(m_form->section(), kCleaningSource, "clean");
}

void RecordingCleaning::setOptions(const CleaningOptions& options)
{
    const Json section = writeOptions(options);
    m_form->setSection(section);
    change(section);
}

void RecordingCleaning::setConfounds(const std::filesystem::path& table)
{
    CleaningOptions changed = options();
    changed.confounds = table.string();
    setOptions(changed);
}

void RecordingCleaning::offerConfounds(const std::vector<std::filesystem::path>& tables)
{
    m_offered = tables;
    m_useConfounds->setChecked(false);
    m_useConfounds->setVisible(!tables.empty());
}

std::vector<std::filesystem::path> RecordingCleaning::runConfounds() const
{
    return m_useConfounds->isChecked() ? m_offered : std::vector<std::filesystem::path>();
}

void RecordingCleaning::change(const Json& section)
{
    if (section == m_history[m_present])
        return;
    m_history.resize(m_present + 1);
    m_history.push_back(section);
    ++m_present;
    announce();
}

void RecordingCleaning::undo()
{
    if (m_present == 0)
        return;
    --m_present;
    m_form->setSection(m_history[m_present]);
    announce();
}

void RecordingCleaning::redo()
{
    if (m_present + 1 >= m_history.size())
        return;
    ++m_present;
    m_form->setSection(m_history[m_present]);
    announce();
}

void RecordingCleaning::announce()
{
    updateButtons();
    drawFilter();
    Q_EMIT edited();
}

void RecordingCleaning::updateButtons()
{
    m_undo->setEnabled(m_present > 0);
    m_redo->setEnabled(m_present + 1 < m_history.size());
    m_reset->setEnabled(m_form->section() != writeOptions(CleaningOptions()));
}

void RecordingCleaning::setRepetitionTime(std::optional<double> seconds)
{
    m_repetitionTime = seconds;
    drawFilter();
}

FigureSpec RecordingCleaning::filterResponse() const
{
    if (!m_repetitionTime)
        return {};
    try {
        return filterFigure(options(), *m_repetitionTime);
    } catch (const InputError&) {
        return {};  // cleaning says what is wrong
    }
}

void RecordingCleaning::drawFilter()
{
    const FigureSpec figure = filterResponse();
    m_filter->setVisible(!figure.panels.empty());
    m_filter->setFigure(figure);
}

void RecordingCleaning::showCleaned(const CleanedRuns& cleaned)
{
    QStringList steps;
    for (const std::string& step : cleaned.steps)
        steps << QStringLiteral("%1. %2").arg(steps.size() + 1).arg(QString::fromStdString(step));
    m_steps->setText(steps.isEmpty() ? tr("Nothing is done yet.") : steps.join(QChar('\n')));
    QStringList lines;
    for (const std::string& warning : cleaned.warnings.list())
        lines << tr("Warning: %1").arg(QString::fromStdString(warning));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).warning);
    m_message->setPalette(colours);
    m_message->setText(lines.join(QChar('\n')));
}

void RecordingCleaning::showProblem(const QString& problem)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).error);
    m_message->setPalette(colours);
    m_message->setText(problem.isEmpty() ? QString() : tr("Error: %1").arg(problem));
    m_steps->clear();
}

}  // namespace nie
