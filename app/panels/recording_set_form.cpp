#include "app/panels/recording_set_form.h"

#include "widgets/forms/options_form.h"
#include "widgets/style/application_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace nie {

namespace {

template <class Widget>
Widget* setPart(Widget* widget, const char* name, const QString& forPeople, const QString& tip)
{
    widget->setObjectName(QStringLiteral("recording.") + QLatin1String(name));
    widget->setAccessibleName(forPeople);
    widget->setToolTip(tip);
    return widget;
}

}  // namespace

RecordingSetForm::RecordingSetForm(QWidget* parent)
    : QWidget(parent),
      m_form(new OptionsForm),
      m_name(setPart(new QLineEdit, "setName", tr("Name of the data set"),
                     tr("Of the file in your folder of data sets"))),
      m_make(setPart(new QPushButton(tr("Make data set")), "makeSet", tr("Make data set"),
                     tr("Store the windows as a data set of your own"))),
      m_model(setPart(new QPushButton(tr("Model this recording")), "model",
                      tr("Model this recording"),
                      tr("Make the data set and open the experiment brain with it"))),
      m_stop(setPart(new QPushButton(tr("Cancel")), "stopSet", tr("Cancel the making"), {})),
      m_busy(setPart(new QProgressBar, "making", tr("A data set is being made"), {})),
      m_message(setPart(new QLabel, "setMessage", tr("Remarks on the data set"), {}))
{
    setObjectName(QStringLiteral("recordingSet"));
    setAccessibleName(tr("Data set of the recording"));
    m_form->setObjectName(QStringLiteral("form.windows"));
    m_form->setAccessibleName(tr("Windows of the data set"));
    m_form->setOptions(describeOptions<RecordingWindowOptions>(), Json::object());
    for (QWidget* child :
         m_form->findChildren<QWidget*>(QRegularExpression(QStringLiteral("^(option|reset)\\."))))
        child->setObjectName(QStringLiteral("windows.") + child->objectName());
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(6);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* nameRow = new QHBoxLayout;
    auto* label = new QLabel(tr("&Name"));
    label->setBuddy(m_name);
    nameRow->addWidget(label);
    nameRow->addWidget(m_name, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QPushButton* button : {m_make, m_model, m_stop})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_form);
    column->addLayout(nameRow);
    column->addLayout(buttons);
    column->addWidget(m_busy);
    column->addWidget(m_message);
    column->addStretch();
    connect(m_form, &OptionsForm::sectionChanged, this, &RecordingSetForm::edited);
    connect(m_name, &QLineEdit::textChanged, this, [this] {
        updateButtons();
        Q_EMIT edited();
    });
    connect(m_make, &QPushButton::clicked, this, &RecordingSetForm::makeRequested);
    connect(m_model, &QPushButton::clicked, this, &RecordingSetForm::modelRequested);
    connect(m_stop, &QPushButton::clicked, this, &RecordingSetForm::stopRequested);
    setMaking(false);
}

RecordingWindowOptions RecordingSetForm::options() const
{
    return readOptions<RecordingWindowOptions>(m_form->section(), "the form of windows", "windows");
}

std::string RecordingSetForm::name() const
{
    return m_name->text().trimmed().toStdString();
}

void RecordingSetForm::setName(const std::string& name)
{
    m_name->setText(QString::fromStdString(name));
}

void RecordingSetForm::setReady(bool ready)
{
    m_ready = ready;
    updateButtons();
}

void RecordingSetForm::setMaking(bool making)
{
    m_making = making;
    m_busy->setVisible(making);
    m_stop->setVisible(making);
    updateButtons();
}

void RecordingSetForm::updateButtons()
{
    for (QPushButton* button : {m_make, m_model})
        button->setEnabled(m_ready && !m_making && !name().empty());
}

void RecordingSetForm::showMessage(const QString& text, bool isProblem)
{
    QPalette colours = palette();
    if (isProblem)
        colours.setColor(QPalette::WindowText, themeColours(palette()).error);
    m_message->setPalette(colours);
    m_message->setText(isProblem ? tr("Error: %1").arg(text) : text);
}

}  // namespace nie
