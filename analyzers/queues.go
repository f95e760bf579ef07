package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var queuesFamily = &family{
	Name: "queues",
	Doc: `personal data are put into a message queue

Whoever subscribes to a queue receives what is put into it, and queues keep what they hold. This is noted for an audit; candor-vet says
nothing of it.

	nc.Publish("signup", []byte(u.Email)) // contact.email of User is put into a message queue

It knows Kafka, NATS, RabbitMQ, SQS and SNS, Pub/Sub, NSQ, MQTT, Pulsar and the job queues on Redis and PostgreSQL.`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreQueue), f.Family == "queue"
	},
	Told: told("is put into a message queue"),
}
