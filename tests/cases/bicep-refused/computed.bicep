targetScope = subscription
